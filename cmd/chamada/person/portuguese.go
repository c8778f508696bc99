package person

var portuguese = words{
	short: "O que se guarda de um aluno: mostra tudo, ou apaga",
	long: `Para o pedido de um aluno sobre os próprios dados (LGPD, art. 18). Com logins, só um admin pode.
O que um aluno pede para corrigir é corrigido com chamada record correct e class import.`,
	student:     "MATRÍCULA",
	exportShort: "Escreve em JSON tudo o que se guarda de um aluno",
	eraseShort:  "Apaga matrícula e nome de um aluno de tudo o que se guarda",
	eraseLong: `Apaga a matrícula e o nome de um aluno das listas de turmas, dos registros, das correções e dos
logins. As linhas dele ficam como de ninguém: os totais e as linhas dos outros não mudam. O
diário do sistema (journal) solta por si o que ainda tem dele, depois do tempo que o comando
diz. Não há volta. Cópias de segurança e arquivos exportados ficam por conta de quem os tem.`,
	flagReason:     "o `MOTIVO` (3 a 200 caracteres; sem o nome do aluno)",
	flagYes:        "não pergunta se é isso mesmo",
	flagOut:        "`ARQUIVO` novo (padrão: a saída padrão)",
	exampleReason:  `"pedido do aluno"`,
	missingStudent: "falta a matrícula",
	missingReason:  "falta o motivo: --reason MOTIVO",
	missingYes:     "apagar não tem volta: confirme com --yes",
	askReason:      "Motivo: ",
	confirm: "Do aluno %s há listas (%d) e registros (%d). Apagar não tem volta. Digite a matrícula de novo " +
		"para confirmar: ",
	notConfirmed: "a matrícula não foi confirmada, e nada foi apagado",
	erased: "Apagado. Registros que tinham o aluno: %d. O diário do sistema solta o resto por si, em %d horas " +
		"de funcionamento no máximo.",
	erasedLogin: "Se o aluno tinha login, ele não existe mais; que houve um com esse número se sabe " +
		"por %d horas.",
	loginInFiles: "o lugar dos logins foi feito por uma versão anterior, e o que este tinha fica nos " +
		"arquivos de cada servidor até que ele seja iniciado de novo.",
	exported:       "O que se guarda do aluno %s está em %s",
	person:         "aluno %s",
	fileExists:     "o arquivo já existe, e não foi tocado",
	hintFileExists: "escolha outro nome, ou remova-o antes",
	noFile:         "não há essa pasta",
	noPermission:   "sem permissão para escrever ali",
}
