package users

import (
	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/coordinator/identity"
)

// usersText is all that "chamada users" says to people, in one language. What is
// formatted takes the same in both.
type usersText struct {
	short, long                                      string
	importShort, importLong                          string
	listShort, removeShort, renewShort               string
	renewLong                                        string
	file, stdin, exampleFile, exampleCodes           string // arguments
	exampleRoster                                    string
	flagDryRun, flagOut, flagJSON, flagFrom          string
	flagNumber, flagWidth, flagRole, flagYes         string
	badWidth, badRole, onlyFrom, noJSONFrom          string
	flagSecret, hintSecret                           string
	missingFile, missingLogin                        string
	logins, waiting, unreachable                     string
	noLogins, hintNoLogins, noAdmin, hintNoAdmin     string
	unknown, hintUnknown, hintChangeAgain            string
	removed, removeSelf, hintRemoveSelf, demoteSelf  string
	renewed, renewedSelf                             string
	columns                                          string // of the list, separated by tabs
	fileExists, hintFileExists, noFile, noPermission string
	line, lines, to, more                            string // where something was found
	badFile, hintBadFile, doubtful, hintDoubtful     string
	warning                                          string
	wouldImport, imported                            string // three counts
	codesIn, codesHere, unwritten, notThese          string
	hintRenewOne, hintRenewAll                       string
	inDoubt, interruptedImport, hintImportAgain      string
	renewedMany, notSelf                             string
	inDoubtRenewed, interruptedRenewal               string

	problems map[error]string // of a file; what is missing speaks for itself
}

func usersTexts(english bool) usersText {
	if english {
		return usersEnglish
	}
	return usersPortuguese
}

var usersPortuguese = usersText{
	short: "Administra os logins (admin)",
	long: `Cria, mostra, remove e renova logins, num servidor iniciado com "chamada serve --auth".
É para quem tem o papel admin; o código do primeiro admin é mostrado por serve.`,
	importShort: "Cria os logins de uma lista (CSV, XLSX) e escreve os códigos de acesso, uma vez só",
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
	listShort:          "Mostra os logins",
	removeShort:        "Remove um login e corta as conexões dele",
	renewShort:         "Dá a um login, ou a todos de uma lista, um código novo; o antigo deixa de valer",
	file:               "ARQUIVO",
	stdin:              "entrada padrão",
	exampleFile:        "turma.csv",
	exampleCodes:       "codigos.csv",
	flagDryRun:         "só confere o arquivo e diz o que seria feito",
	flagOut:            "`ARQUIVO` novo para os códigos (padrão: a saída padrão)",
	flagJSON:           "mostra em JSON",
	flagSecret:         "`ARQUIVO` do segredo do servidor, em vez de um login: para quando se perdeu o código do admin",
	hintSecret:         "é o arquivo secret do diretório de dados do servidor, ou o que ele recebe com --secret",
	exampleRoster:      "lista-do-sigaa.csv",
	flagFrom:           "lista (`ARQUIVO`) dos logins a renovar",
	flagNumber:         "nome da `COLUNA` da matrícula ou do login, quando mais de uma pode ser",
	flagWidth:          "completa com zeros à esquerda as matrículas mais curtas, até esse número de `ALGARISMOS`",
	flagRole:           "`PAPEL` de quem não tem um no arquivo: student, teacher, kiosk, gateway ou admin",
	flagYes:            "as dúvidas foram conferidas: importa assim mesmo",
	badWidth:           "--width vai de 1 a 20 algarismos",
	badRole:            "--role deve ser student, teacher, kiosk, gateway ou admin",
	onlyFrom:           "--out, --number e --width valem com --from ARQUIVO",
	noJSONFrom:         "--json vale para um login só, não com --from",
	line:               "linha",
	lines:              "linhas",
	to:                 " a ",
	more:               " e mais %d",
	doubtful:           "há dúvidas; nada foi gravado",
	hintDoubtful:       "corrija o arquivo, complete zeros com --width ou, se está certo assim, repita com --yes",
	warning:            "aviso",
	notThese:           "%s pode ter também códigos que não valem: use os da saída padrão",
	hintRenewOne:       "dê-lhe outro código com: chamada users renew %s",
	hintRenewAll:       "dê códigos novos a todos de uma vez com: chamada users renew --from %s --out ARQUIVO",
	renewedMany:        "códigos renovados: %d",
	notSelf:            "%s é o seu login e fica com o código que tem; renove-o com: chamada users renew %s",
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
	hintChangeAgain:    "repita o comando; se mostrou um código, ele pode já valer: guarde-o até conferir",
	removed:            "%s: login removido; as conexões dele são cortadas em segundos",
	removeSelf:         "você não pode remover o seu próprio login",
	hintRemoveSelf:     "peça a outro admin; assim sempre resta um",
	demoteSelf:         "o arquivo tira de você o papel admin",
	renewed:            "%s: código novo %s; o antigo já não vale.",
	renewedSelf:        "o código é o seu: esta conexão termina; entre com o novo da próxima vez",
	columns:            "LOGIN\tPAPEL\tDESDE\tNOME",
	fileExists:         "o arquivo já existe",
	hintFileExists:     "os códigos nunca são escritos por cima de nada: escolha outro nome em --out",
	noFile:             "o arquivo ou o diretório não existe",
	noPermission:       "sem permissão",
	badFile:            "o arquivo tem erros; nada foi gravado",
	hintBadFile:        "corrija as linhas acima e repita; --dry-run só confere",
	wouldImport:        "Logins a criar: %d; a mudar: %d; já como no arquivo: %d. Nada foi gravado.",
	imported:           "logins criados: %d; mudados: %d; já como no arquivo: %d",
	codesIn:            "códigos em %s, que só você pode ler; entregue-os e apague o arquivo",
	codesHere:          "os códigos estão na saída padrão: guarde-os, não aparecem de novo",
	unwritten:          "os códigos não puderam ser escritos: %w",
	inDoubt:            "não se sabe se foram criados, mas se foram valem os códigos escritos: %s",
	interruptedImport:  "importação incompleta",
	hintImportAgain:    "repita com o mesmo arquivo (e outro --out): o que foi feito é pulado; se um login sair de novo, vale o código mais novo",
	problems:           usersProblems,
}

// usersProblems are those of a file, in Portuguese.
var usersProblems = map[error]string{
	roster.ErrTooBig:     "o arquivo passa de 8 MiB: divida-o",
	roster.ErrEmpty:      "o arquivo está vazio: dê as colunas login, role e name, ou uma lista da escola",
	roster.ErrOnlyHeader: "abaixo dos nomes das colunas não há nenhuma linha",
	roster.ErrMixed:      "o texto mistura duas codificações: abra-o numa planilha, confira os acentos e salve como CSV UTF-8",
	roster.ErrHTML:       "é uma página da web ou XML, não uma tabela: abra numa planilha e salve como XLSX ou CSV",
	roster.ErrXLS:        "é um arquivo do Excel antigo ou com senha: salve como XLSX, sem senha",
	roster.ErrODS:        "é um arquivo OpenDocument: salve como XLSX ou CSV",
	roster.ErrNoTable:    "não é CSV nem XLSX",
	roster.ErrXLSX:       "o arquivo XLSX está danificado ou cortado: salve-o de novo",
	roster.ErrHuge:       "a planilha é grande demais: deixe só as linhas da lista",
	roster.ErrNoNumber:   "nenhuma coluna é conhecida como matrícula ou login: dê a primeira linha com os nomes, ou diga qual é com --number COLUNA",
	roster.ErrNoColumn:   "não há a coluna de --number; há estas",
	roster.ErrTwoNumbers: "cada uma destas colunas pode ser a matrícula: diga qual com --number COLUNA",
	roster.ErrNoName:     "nenhuma destas colunas é conhecida como nome: chame-a name ou nome",
	roster.ErrTwoColumns: "estas colunas dizem o mesmo: deixe uma",
	roster.ErrQuote:      "há aspas que abrem e não fecham: feche-as ou tire-as",
	roster.ErrColumns:    "a linha tem menos colunas que o cabeçalho",
	roster.ErrMore:       "a linha tem mais colunas que o cabeçalho: ponha entre aspas o que tem o separador dentro",
	roster.ErrNumberless: "a linha não tem matrícula nem login",
	roster.ErrLostDigits: "a planilha tirou algarismos: formate a coluna como texto e escreva-os de novo",
	roster.ErrDuplicate:  "o mesmo login em linhas que dizem outra coisa: deixe uma",
	roster.ErrName:       "um nome tem até 200 caracteres, sem caracteres de controle",
	roster.ErrShort:      "mais curta que quase todas, e nenhuma dessas começa com 0: o Excel tira zeros à esquerda; para repô-los",
	roster.ErrZeros:      "o mesmo nome com matrículas que só diferem em zeros à esquerda",
	roster.ErrCodepage:   "o texto não é UTF-8; foi lido como Windows-1252: confira os acentos",
	roster.ErrWrapped:    "cada linha estava inteira entre aspas; foi lido o que está dentro",
	roster.ErrRepeated:   "a mesma pessoa de novo; vale a primeira linha",
	roster.ErrPunctuated: "pontos, barras e hífens da matrícula ficaram de fora",
	roster.ErrPadded:     "completada com zeros à esquerda",
	roster.ErrGarbled:    "o nome tem letras que se perderam noutro programa",
	roster.ErrSheets:     "outras folhas da planilha não foram lidas",
	errNoRole:            "nada diz o papel: dê o de todos com --role student",
	errCases:             "logins que só diferem em maiúsculas e minúsculas: são um só, deixe um",
	errCaseThere:         "esse login existe com outras maiúsculas: escreva-o como lá",
	errZeroThere:         "esse login existe com outros zeros à esquerda",
	errUnknown:           "não existe esse login (zeros à esquerda contam, veja --width); os novos são criados por import",
	identity.ErrRole:     "o papel (role) deve ser student, teacher, kiosk, gateway ou admin",
	identity.ErrStudent:  "o login de um aluno é a matrícula: de 1 a 20 algarismos, os zeros à esquerda contam",
	identity.ErrLogin:    "um login tem de 1 a 64 letras de A a Z (ou a a z), algarismos, - e _",
}

var usersEnglish = usersText{
	short: "Manages logins (admin)",
	long: `Creates, shows, removes and renews logins, on a server that was started with "chamada serve --auth".
It is for who has the role admin; serve shows the code of the first admin.`,
	importShort: "Creates the logins of a list (CSV, XLSX) and writes the access codes, once",
	importLong: `Reads a list ("-" reads standard input) as CSV, the way spreadsheets and the systems of
schools write it (UTF-8, UTF-16 or Windows-1252; semicolon, tab, comma or |; lines with
titles above), or as XLSX. Columns: login, role and name; or the student number and the
name, as of SIGAA, Moodle and Google Classroom, with --role for the role of all. The role
is student, teacher, kiosk, gateway or admin; a student's login is the student number, and its
leading zeros count.

Creates the logins that are missing and changes name and role of those that are there,
which keep the code they have; it removes none. If the file has errors it shows them all,
by line, and changes nothing. What only a person can tell (a number that is shorter than
the others, or differs from one that is there in leading zeros only) is refused until it
is repeated with --width or --yes. Logins never differ in upper and lower case only.

Each login that is created gets an access code. The codes are written once, with the
columns login, role, name and code, in the form of the file that was read: to standard
output or, with --out, to a new file that only its owner may read (XLSX if it is called
so). The file is written before the first login is created. When it is interrupted half
way, the codes of what was created stay; the same import again does the rest. Codes that
were lost are renewed with: chamada users renew --from FILE`,
	renewLong: `Gives a new code to a login, or to all of a list (--from), which is read as that of "chamada
users import". If a login of the list is not there, it shows all of those and changes
nothing. The old code is good no more, and connections made with it are cut. The codes
of a list are written as those of an import; when it is interrupted half way, those of
what was renewed stay, and the other logins keep the code they have.`,
	listShort:          "Shows the logins",
	removeShort:        "Removes a login and cuts its connections",
	renewShort:         "Gives a login, or all of a list, a new code; the old one is good no more",
	file:               "FILE",
	stdin:              "standard input",
	exampleFile:        "class.csv",
	exampleCodes:       "codes.csv",
	flagDryRun:         "only check the file and tell what would be done",
	flagOut:            "new `FILE` for the codes (default: standard output)",
	flagJSON:           "print JSON",
	flagSecret:         "`FILE` of the server's secret, in place of a login: for when the admin's code was lost",
	hintSecret:         "it is the file secret in the server's data directory, or what the server is given with --secret",
	exampleRoster:      "list-of-the-school.csv",
	flagFrom:           "list (`FILE`) of the logins to renew",
	flagNumber:         "name of the `COLUMN` of the student number or login, when it could be more than one",
	flagWidth:          "fill shorter student numbers up to so many `DIGITS` with leading zeros",
	flagRole:           "`ROLE` of who has none in the file: student, teacher, kiosk, gateway or admin",
	flagYes:            "the doubts were looked at: import as it is",
	badWidth:           "--width is 1 to 20 digits",
	badRole:            "--role must be student, teacher, kiosk, gateway or admin",
	onlyFrom:           "--out, --number and --width go with --from FILE",
	noJSONFrom:         "--json goes with one login, not with --from",
	line:               "line",
	lines:              "lines",
	to:                 " to ",
	more:               " and %d more",
	doubtful:           "there are doubts; nothing was changed",
	hintDoubtful:       "mend the file, fill up zeros with --width or, if it is right as it is, repeat with --yes",
	warning:            "warning",
	notThese:           "%s may have codes as well that are not good: use those on standard output",
	hintRenewOne:       "give it another code with: chamada users renew %s",
	hintRenewAll:       "give all of them new codes at once with: chamada users renew --from %s --out FILE",
	renewedMany:        "codes renewed: %d",
	notSelf:            "%s is your own login and keeps the code it has; renew it with: chamada users renew %s",
	inDoubtRenewed:     "whether these were renewed is unknown: the code written is good, or the old one: %s",
	interruptedRenewal: "renewal incomplete",
	missingFile:        "the list is missing (CSV or XLSX), or - for standard input",
	missingLogin:       "the login is missing",
	logins:             "logins",
	waiting:            "still reading and writing logins…",
	unreachable:        "they could not be read or written in time; is a majority of the nodes up?",
	noLogins:           "this server has no logins",
	hintNoLogins:       "start it with: chamada serve --auth",
	noAdmin:            "you may not manage logins",
	hintNoAdmin:        "log in as an admin: --user admin",
	unknown:            "there is no such login",
	hintUnknown:        "see those there are with: chamada users list",
	hintChangeAgain:    "repeat the command; if it has shown a code, that may be good already: keep it until you know",
	removed:            "%s: login removed; its connections are cut within seconds",
	removeSelf:         "you may not remove your own login",
	hintRemoveSelf:     "ask another admin; so there is always one left",
	demoteSelf:         "the file takes the role admin from you",
	renewed:            "%s: new code %s; the old one is good no more.",
	renewedSelf:        "the code is your own: this connection ends; log in with the new one next time",
	columns:            "LOGIN\tROLE\tSINCE\tNAME",
	fileExists:         "the file exists already",
	hintFileExists:     "codes are never written over anything: choose another name for --out",
	noFile:             "there is no such file or directory",
	noPermission:       "permission denied",
	badFile:            "the file has errors; nothing was changed",
	hintBadFile:        "mend the lines above and repeat; --dry-run only checks",
	wouldImport:        "Logins to create: %d; to change: %d; as in the file already: %d. Nothing was changed.",
	imported:           "logins created: %d; changed: %d; as in the file already: %d",
	codesIn:            "the codes are in %s, which only you may read; hand them out and delete the file",
	codesHere:          "the codes are on standard output: keep them, they do not show again",
	unwritten:          "the codes could not be written: %w",
	inDoubt:            "whether these were created is unknown, but if so the codes written are good: %s",
	interruptedImport:  "import incomplete",
	hintImportAgain:    "repeat with the same file (and another --out): what was done is passed over; should a login come out again, its newer code is the good one",
}
