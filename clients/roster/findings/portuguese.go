package findings

import "github.com/chamada/chamada/clients/roster"

var portuguese = words{
	line:  "linha",
	lines: "linhas",
	to:    " a ",
	more:  " e mais %d",

	problems: map[error]string{
		roster.ErrTooBig: "o arquivo passa de 8 MiB: divida-o",
		roster.ErrEmpty: "o arquivo está vazio: dê as colunas login, role e name, ou uma lista " +
			"da escola",
		roster.ErrOnlyHeader: "abaixo dos nomes das colunas não há ninguém",
		roster.ErrMixed: "o texto mistura duas codificações: abra-o numa planilha, confira os " +
			"acentos e salve como CSV UTF-8",
		roster.ErrHTML: "é uma página da web ou XML, não uma tabela: abra numa planilha e " +
			"salve como XLSX ou CSV",
		roster.ErrXLS:     "é um arquivo do Excel antigo ou com senha: salve como XLSX, sem senha",
		roster.ErrODS:     "é um arquivo OpenDocument: salve como XLSX ou CSV",
		roster.ErrNoTable: "não é CSV nem XLSX",
		roster.ErrXLSX:    "o arquivo XLSX está danificado ou cortado: salve-o de novo",
		roster.ErrHuge:    "a planilha é grande demais: deixe só as linhas da lista",
		roster.ErrNoNumber: "nenhuma coluna é conhecida como matrícula ou login: dê a primeira " +
			"linha com os nomes, ou diga qual é com --number COLUNA",
		roster.ErrNoColumn: "não há a coluna de --number; há estas",
		roster.ErrTwoNumbers: "cada uma destas colunas pode ser a matrícula: diga qual com --number " +
			"COLUNA",
		roster.ErrNoName:     "nenhuma destas colunas é conhecida como nome: chame-a name ou nome",
		roster.ErrTwoColumns: "estas colunas dizem o mesmo: deixe uma",
		roster.ErrQuote:      "há aspas que abrem e não fecham: feche-as ou tire-as",
		roster.ErrColumns:    "a linha tem menos colunas que o cabeçalho",
		roster.ErrMore: "a linha tem mais colunas que o cabeçalho: ponha entre aspas o que tem " +
			"o separador dentro",
		roster.ErrNumberless: "a linha não tem matrícula nem login",
		roster.ErrLostDigits: "a planilha tirou algarismos: formate a coluna como texto e escreva-os " +
			"de novo",
		roster.ErrDuplicate: "o mesmo login em linhas que dizem outra coisa: deixe uma",
		roster.ErrName:      "um nome tem até 200 caracteres, sem caracteres de controle",
		roster.ErrShort: "mais curta que quase todas, e nenhuma dessas começa com 0: o Excel " +
			"tira zeros à esquerda; para repô-los",
		roster.ErrZeros:      "o mesmo nome com matrículas que só diferem em zeros à esquerda",
		roster.ErrZeroThere:  "essa matrícula está na lista com outros zeros à esquerda",
		roster.ErrCodepage:   "o texto não é UTF-8; foi lido como Windows-1252: confira os acentos",
		roster.ErrWrapped:    "cada linha estava inteira entre aspas; foi lido o que está dentro",
		roster.ErrRepeated:   "a mesma pessoa de novo; vale a primeira linha",
		roster.ErrPunctuated: "pontos, barras e hífens da matrícula ficaram de fora",
		roster.ErrPadded:     "completada com zeros à esquerda",
		roster.ErrGarbled:    "o nome tem letras que se perderam noutro programa",
		roster.ErrSheets:     "outras folhas da planilha não foram lidas",
		roster.ErrStudent:    "a matrícula tem de 1 a 20 algarismos, os zeros à esquerda contam",
		roster.ErrDate:       "o dia se escreve 01/08/2026 ou 2026-08-01",
		roster.ErrDays:       "o último dia vem antes do primeiro",
		roster.ErrState:      "situação desconhecida: seria tomada por ativa",
		roster.ErrRole:       "quem não é aluno ficou de fora",
	},
}
