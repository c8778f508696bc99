package class

import (
	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

var portuguese = words{
	short: "Listas de turmas: importa, mostra, exporta e remove",
	long: `Guarda a lista de uma turma: quem está nela e como a chamada dela é contada. Uma chamada não
precisa de lista; com ela se sabe quem falta. Com logins, só os professores da turma e um
admin a veem e mudam.`,
	importShort: "Compara a lista de uma turma com um arquivo (CSV, XLSX) e, com --apply, grava",
	importLong: `Lê uma lista ("-" lê da entrada padrão) em CSV, como planilhas e os sistemas das escolas a
escrevem, ou em XLSX, e mostra o que ela muda na lista da turma:

  + entra    − sai    ~ muda    = fica como está (só quantos)

Nada é gravado sem --apply. Quem não está no arquivo fica na lista; com --replace sai dela,
com ontem como o último dia. Se saem mais de 5 pessoas, ou mais de 10 %, é preciso --yes;
também se há dúvidas, como um nome que já está na lista com a mesma matrícula e mais zeros à
esquerda, que planilhas tiram (--width repõe). Se o arquivo tem erros, mostra todos, com as
linhas, e não grava nada. O mesmo arquivo de novo não muda nada.

Colunas: a matrícula e o nome, como no SIGAA, no Moodle e no Google Classroom; também nome
social, situação, desde e até, se houver. As outras opções mudam o que se sabe da turma, e
dispensam o arquivo.`,
	exportShort:   "Escreve os alunos de uma turma em CSV ou XLSX, como import os lê",
	showShort:     "Mostra a lista de uma turma",
	listShort:     "Mostra as turmas que têm lista",
	removeShort:   "Remove a lista de uma turma (com --apply)",
	file:          "ARQUIVO",
	exampleFile:   "turma.csv",
	exampleBook:   "turma.xlsx",
	flagNumber:    "nome da `COLUNA` da matrícula, quando mais de uma pode ser",
	flagWidth:     "completa com zeros à esquerda as matrículas mais curtas, até esse número de `ALGARISMOS`",
	flagYes:       "as dúvidas foram conferidas: aceita assim mesmo",
	flagApply:     "grava; sem isso só mostra",
	flagReplace:   "quem não está no arquivo sai da lista",
	flagOut:       "`ARQUIVO` novo (padrão: a saída padrão)",
	flagName:      "`NOME` da turma",
	flagTeachers:  "`LOGINS` dos professores da turma, separados por vírgulas",
	flagCodeEvery: "as chamadas pedem um código novo a cada `SEGUNDOS` (10 a 120; 0: nenhum)",
	flagLateAfter: "atrasado é quem chega depois de `MINUTOS`",
	flagHours:     "quantas `HORAS` vale uma chamada (1 a 12)",
	flagKeep:      "guarda os registros: true, false ou um número de `DIAS`",
	flagAt:        "`HORA` a partir da qual conta o atraso, como 08:00",
	flagZone:      "fuso horário (`NOME`), como America/Manaus",
	flagLogin:     "a página pede o login de cada aluno, e não só o código da sala",
	flagLateCosts: "o atraso custa as horas que se perderam",
	flagWaived:    "as horas de uma falta abonada: counts (contam) ou excluded (não contam), como `REGRA`",
	badWidth:      "--width vai de 1 a 20 algarismos",
	flagOfFile: "--%s é de um arquivo, e não foi dado nenhum; diga qual (CSV ou XLSX), ou - para a " +
		"entrada padrão",
	missingFile:    "falta o arquivo da lista (CSV ou XLSX), ou - para a entrada padrão",
	heading:        "Turma %d: alunos: %d; revisão %d, de %s",
	isName:         "Nome: %s",
	isBy:           "Gravada por: %s",
	isTeachers:     "Professores: %s",
	isCoded:        "As chamadas pedem um código, novo a cada %d s",
	isHours:        "Uma chamada vale %d horas",
	isLate:         "Atrasado: mais de %d min depois de %s",
	theStart:       "aberta a chamada",
	isKept:         "Os registros das chamadas são guardados",
	isKeptFor:      "Os registros das chamadas são guardados por %d dias, e depois se apagam sozinhos",
	nextGoes:       "O próximo a se apagar é o da chamada de %s, guardado até %s",
	wantsLogin:     "A página pede o login de cada aluno",
	isZone:         "Fuso horário: %s",
	lateCosts:      "O atraso custa as horas que se perderam",
	waivedExcluded: "As horas de uma falta abonada não contam",
	isFrom:         "desde %s",
	isUntil:        "até %s",
	columns:        "TURMA\tALUNOS\tCHAMADA\tNOME",
	open:           "aberta",
	noClasses:      "Nenhuma turma tem lista.",
	wouldRemove:    "Turma %d: a lista de %s seria removida.",
	removed:        "Turma %d: lista removida.",
	unwritten:      "nada foi gravado; para gravar repita com --apply",
	written:        "turma %d: gravada a lista de %s, revisão %d",
	beside:         "fora do arquivo, e ficam na lista: %d (%s); para que saiam: --replace",
	manyChanges:    "muitas pessoas sairiam; nada foi gravado",
	hintManyChanges: "confira se o arquivo é o desta turma; se está certo assim, repita com " +
		"--yes",
	fileExists:     "o arquivo já existe",
	hintFileExists: "nada é escrito por cima: escolha outro nome",
	noFile:         "não existe esse arquivo ou diretório",
	noPermission:   "sem permissão",
	badFile:        "o arquivo tem erros; nada foi gravado",
	hintBadFile:    "corrija as linhas acima e repita",
	doubtful:       "há dúvidas; nada foi gravado",
	hintDoubtful: "corrija o arquivo, complete zeros com --width ou, se está certo assim, " +
		"repita com --yes",
	warning:  "aviso",
	exported: "%s em %s",
	students: texts.Noun{One: "aluno", Many: "alunos"},
	states: map[subjects.State]string{
		subjects.StateLocked: "trancado", subjects.StateTransferred: "transferido",
		subjects.StateExempt: "dispensado",
	},
	roster: roster.Words{
		Student: "matrícula", Name: "nome", Social: "nome social", State: "situação",
		From: "desde", Until: "até", Active: "ativo", Locked: "trancado",
		Transferred: "transferido", Exempt: "dispensado",
	},
	problems: map[error]string{
		roster.ErrEmpty:      "o arquivo está vazio: dê as colunas matrícula e nome",
		roster.ErrNumberless: "a linha não tem matrícula",
		roster.ErrDuplicate:  "a mesma matrícula com dois nomes: deixe um",
		roster.ErrNoNumber: "nenhuma coluna é conhecida como matrícula: dê a primeira linha com " +
			"os nomes, ou diga qual é com --number COLUNA",
		roster.ErrNoName: "nenhuma destas colunas é conhecida como nome: chame-a nome",
	},
}
