package users

import (
	"github.com/chamada/chamada/coordinator/identity"
)

var portuguese = words{
	short: "Administra os logins (admin)",
	long: `Cria, mostra, remove e renova logins, num servidor iniciado com "chamada serve --auth".
É para quem tem o papel admin; o código do primeiro admin é mostrado por serve.`,
	importShort: "Cria os logins de uma lista (CSV, XLSX) e escreve os códigos de acesso, uma " +
		"vez só",
	importLong: `Lê uma lista ("-" lê da entrada padrão) em CSV, como planilhas e os sistemas das
escolas a escrevem (UTF-8, UTF-16 ou Windows-1252; ponto e vírgula, tabulação, vírgula
ou |; linhas de título acima), ou em XLSX. Colunas: login, role e name; ou a matrícula
e o nome, como no SIGAA, no Moodle e no Google Classroom, com --role para o papel de
todos. O papel (role) é student, teacher, kiosk, gateway ou admin; o login de um aluno (student)
é a matrícula, e os zeros à esquerda contam.

Cria os logins que faltam e muda nome e papel dos que existem, que ficam com o código
que têm; não remove nenhum. Se o arquivo tem erros, mostra todos, com as linhas, e não
grava nada. O que só uma pessoa sabe (uma matrícula mais curta que as outras, ou que
só difere de uma que existe nos zeros à esquerda) é recusado até que se repita com
--width ou --yes. Logins não diferem em maiúsculas e minúsculas só.

Cada login criado ganha um código de acesso. Os códigos são escritos uma vez só, com as
colunas login, role, name e code, na mesma forma do arquivo lido: na saída padrão ou,
com --out, num arquivo novo que só o dono pode ler (XLSX se o nome termina assim). O
arquivo é escrito antes que o primeiro login seja criado. Se for interrompida no meio,
ficam os códigos do que já foi criado; repetir a importação faz o resto. Códigos que se
perderam são renovados com: chamada users renew --from ARQUIVO`,
	renewLong: `Dá um código novo a um login, ou a todos os de uma lista (--from), que é lida como a de
"chamada users import". Se um login da lista não existe, mostra todos esses e não muda
nada. O antigo deixa de valer, e as conexões feitas com ele são cortadas. Os códigos de
uma lista são escritos como os de uma importação; se for interrompida no meio, ficam os
do que já foi renovado, e os outros logins mantêm o código que têm.`,
	listShort:   "Mostra os logins",
	removeShort: "Remove um login e corta as conexões dele",
	renewShort: "Dá a um login, ou a todos de uma lista, um código novo; o antigo deixa " +
		"de valer",
	file:         "ARQUIVO",
	stdin:        "entrada padrão",
	exampleFile:  "turma.csv",
	exampleCodes: "codigos.csv",
	flagDryRun:   "só confere o arquivo e diz o que seria feito",
	flagOut:      "`ARQUIVO` novo para os códigos (padrão: a saída padrão)",
	flagJSON:     "mostra em JSON",
	flagSecret: "`ARQUIVO` do segredo do servidor, em vez de um login: para quando se " +
		"perdeu o código do admin",
	hintSecret: "é o arquivo secret do diretório de dados do servidor, ou o que ele " +
		"recebe com --secret",
	keyShort: "Escreve a chave com que o comando nats faz tudo: cópias, restauração",
	keyLong: `Onde há logins, nem um admin pode copiar ou restaurar os dados com o comando nats: quem pode
é o próprio servidor. Isto escreve a chave dele em um arquivo novo, que só o dono lê, para
"nats --nkey". Não precisa de servidor ligado, só do segredo. Quem tem o arquivo lê e muda
tudo: guarde-o como guarda o segredo, ou apague-o depois de usar.`,
	keyWants:   "faltam --secret ARQUIVO e --out ARQUIVO",
	keyWritten: "A chave está em %[1]s; use-a com: nats --nkey %[1]s",
	flagKeyOut: "`ARQUIVO` novo para a chave",

	exampleRoster: "lista-do-sigaa.csv",
	flagFrom:      "lista (`ARQUIVO`) dos logins a renovar",
	flagNumber:    "nome da `COLUNA` da matrícula ou do login, quando mais de uma pode ser",
	flagWidth: "completa com zeros à esquerda as matrículas mais curtas, até esse " +
		"número de `ALGARISMOS`",
	flagRole: "`PAPEL` de quem não tem um no arquivo: student, teacher, kiosk, gateway " +
		"ou admin",
	flagYes:    "as dúvidas foram conferidas: importa assim mesmo",
	badWidth:   "--width vai de 1 a 20 algarismos",
	badRole:    "--role deve ser student, teacher, kiosk, gateway ou admin",
	onlyFrom:   "--out, --number e --width valem com --from ARQUIVO",
	noJSONFrom: "--json vale para um login só, não com --from",
	doubtful:   "há dúvidas; nada foi gravado",
	hintDoubtful: "corrija o arquivo, complete zeros com --width ou, se está certo assim, " +
		"repita com --yes",
	warning:      "aviso",
	notThese:     "%s pode ter também códigos que não valem: use os da saída padrão",
	hintRenewOne: "dê-lhe outro código com: chamada users renew %s",
	hintRenewAll: "dê códigos novos a todos de uma vez com: chamada users renew --from %s " +
		"--out ARQUIVO",
	renewedMany: "códigos renovados: %d",
	notSelf: "%s é o seu login e fica com o código que tem; renove-o com: chamada " +
		"users renew %s",
	inDoubtRenewed:     "não se sabe se foram renovados: vale o código escrito ou o antigo: %s",
	interruptedRenewal: "renovação incompleta",
	missingFile:        "falta a lista (CSV ou XLSX), ou - para a entrada padrão",
	missingLogin:       "falta o login",
	logins:             "logins",
	waiting:            "ainda lendo e gravando logins…",
	unreachable:        "não foi possível ler ou gravar a tempo; a maioria dos nós está no ar?",
	noLogins:           "este servidor não tem logins",
	hintNoLogins:       "inicie-o com: chamada serve --auth",
	noAdmin:            "você não pode administrar logins",
	hintNoAdmin:        "entre com o login de um admin: --user admin",
	unknown:            "não existe esse login",
	hintUnknown:        "veja os que existem com: chamada users list",
	hintChangeAgain: "repita o comando; se mostrou um código, ele pode já valer: guarde-o até " +
		"conferir",
	removed: "%s: login removido; as conexões dele são cortadas em segundos; que houve um com " +
		"esse nome se sabe por %d horas",
	removeSelf:     "você não pode remover o seu próprio login",
	hintRemoveSelf: "peça a outro admin; assim sempre resta um",
	demoteSelf:     "o arquivo tira de você o papel admin",
	renewed:        "%s: código novo %s; o antigo já não vale.",
	renewedSelf:    "o código é o seu: esta conexão termina; entre com o novo da próxima vez",
	columns:        "LOGIN\tPAPEL\tDESDE\tNOME",
	fileExists:     "o arquivo já existe",
	hintFileExists: "os códigos nunca são escritos por cima de nada: escolha outro nome em " +
		"--out",
	noFile:            "o arquivo ou o diretório não existe",
	noPermission:      "sem permissão",
	badFile:           "o arquivo tem erros; nada foi gravado",
	hintBadFile:       "corrija as linhas acima e repita; --dry-run só confere",
	wouldImport:       "Logins a criar: %d; a mudar: %d; já como no arquivo: %d. Nada foi gravado.",
	imported:          "logins criados: %d; mudados: %d; já como no arquivo: %d",
	codesIn:           "códigos em %s, que só você pode ler; entregue-os e apague o arquivo",
	codesHere:         "os códigos estão na saída padrão: guarde-os, não aparecem de novo",
	unwritten:         "os códigos não puderam ser escritos: %w",
	inDoubt:           "não se sabe se foram criados, mas se foram valem os códigos escritos: %s",
	interruptedImport: "importação incompleta",
	hintImportAgain: "repita com o mesmo arquivo (e outro --out): o que foi feito é pulado; se " +
		"um login sair de novo, vale o código mais novo",
	problems: usersProblems,
}

// usersProblems are those of a file, in Portuguese.
var usersProblems = map[error]string{
	errNoRole:    "nada diz o papel: dê o de todos com --role student",
	errCases:     "logins que só diferem em maiúsculas e minúsculas: são um só, deixe um",
	errCaseThere: "esse login existe com outras maiúsculas: escreva-o como lá",
	errZeroThere: "esse login existe com outros zeros à esquerda",
	errUnknown: "não existe esse login (zeros à esquerda contam, veja --width); os " +
		"novos são criados por import",
	identity.ErrRole: "o papel (role) deve ser student, teacher, kiosk, gateway ou admin",
	identity.ErrStudent: "o login de um aluno é a matrícula: de 1 a 20 algarismos, os zeros à " +
		"esquerda contam",
	identity.ErrLogin: "um login tem de 1 a 64 letras de A a Z (ou a a z), algarismos, - e _",
}
