package main

import (
	"errors"
	"fmt"

	"github.com/chamada/chamada/coordinator/identity"
)

// usersText is all that "chamada users" says to people, in one language. What is
// formatted takes the same in both.
type usersText struct {
	short, long                                      string
	importShort, importLong                          string
	listShort, removeShort, renewShort               string
	file, stdin, exampleFile, exampleCodes           string // arguments
	flagDryRun, flagOut, flagJSON                    string
	flagSecret, hintSecret                           string
	missingFile, missingLogin                        string
	logins, waiting, unreachable                     string
	noLogins, hintNoLogins, noAdmin, hintNoAdmin     string
	unknown, hintUnknown, hintChangeAgain            string
	removed, removeSelf, hintRemoveSelf, demoteSelf  string
	renewed, renewedSelf                             string
	columns                                          string // of the list, separated by tabs
	fileExists, hintFileExists, noFile, noPermission string
	line, lineValue, badFile, hintBadFile            string
	wouldImport, imported                            string // three counts
	codesIn, codesHere, unwritten, hintRenewAgain    string
	inDoubt, interruptedImport, hintImportAgain      string

	problems map[error]string // of a file; what is missing speaks for itself
}

func usersTexts(english bool) usersText {
	if english {
		return usersEnglish
	}
	return usersPortuguese
}

// lineProblem says what is wrong in a line of a file.
func (t *usersText) lineProblem(e *identity.LineError) string {
	what := e.Err.Error()
	for err, text := range t.problems {
		if errors.Is(e, err) {
			what = text
		}
	}
	if e.Value == "" {
		return fmt.Sprintf(t.line, e.Line, what)
	}
	return fmt.Sprintf(t.lineValue, e.Line, e.Value, what)
}

var usersPortuguese = usersText{
	short: "Administra os logins (admin)",
	long: `Cria, mostra, remove e renova logins, num servidor iniciado com "chamada serve --auth".
É para quem tem o papel admin; o código do primeiro admin é mostrado por serve.`,
	importShort: "Cria os logins de um arquivo CSV e escreve os códigos de acesso, uma vez só",
	importLong: `Lê um arquivo CSV em UTF-8 com as colunas login, role e name ("-" lê da entrada padrão).
O papel (role) é student, teacher, kiosk ou admin; o login de um aluno (student) é a
matrícula. Cria os logins que faltam e muda nome e papel dos que existem, que ficam
com o código que têm; não remove nenhum. Se o arquivo tem erros, mostra todos, com a
linha, e não grava nada.

Cada login criado ganha um código de acesso. Os códigos são escritos uma vez só, em CSV
com as colunas login, role, name e code: na saída padrão ou, com --out, num arquivo
novo que só o dono pode ler. Se for interrompida no meio, os códigos do que já foi
criado são escritos; repetir a importação faz o resto.`,
	listShort:         "Mostra os logins",
	removeShort:       "Remove um login e corta as conexões dele",
	renewShort:        "Dá a um login um código novo; o antigo deixa de valer",
	file:              "ARQUIVO",
	stdin:             "entrada padrão",
	exampleFile:       "turma.csv",
	exampleCodes:      "codigos.csv",
	flagDryRun:        "só confere o arquivo e diz o que seria feito",
	flagOut:           "`ARQUIVO` novo para os códigos (padrão: a saída padrão)",
	flagJSON:          "mostra em JSON",
	flagSecret:        "`ARQUIVO` do segredo do servidor, em vez de um login: para quando se perdeu o código do admin",
	hintSecret:        "é o arquivo secret do diretório de dados do servidor, ou o que ele recebe com --secret",
	missingFile:       "falta o arquivo CSV, ou - para a entrada padrão",
	missingLogin:      "falta o login",
	logins:            "logins",
	waiting:           "ainda lendo e gravando logins…",
	unreachable:       "não foi possível ler ou gravar a tempo; a maioria dos nós está no ar?",
	noLogins:          "este servidor não tem logins",
	hintNoLogins:      "inicie-o com: chamada serve --auth",
	noAdmin:           "você não pode administrar logins",
	hintNoAdmin:       "entre com o login de um admin: --user admin",
	unknown:           "não existe esse login",
	hintUnknown:       "veja os que existem com: chamada users list",
	hintChangeAgain:   "repita o comando; se mostrou um código, ele pode já valer: guarde-o até conferir",
	removed:           "%s: login removido; as conexões dele são cortadas em segundos",
	removeSelf:        "você não pode remover o seu próprio login",
	hintRemoveSelf:    "peça a outro admin; assim sempre resta um",
	demoteSelf:        "o arquivo tira de você o papel admin",
	renewed:           "%s: código novo %s; o antigo já não vale.",
	renewedSelf:       "o código é o seu: esta conexão termina; entre com o novo da próxima vez",
	columns:           "LOGIN\tPAPEL\tDESDE\tNOME",
	fileExists:        "o arquivo já existe",
	hintFileExists:    "os códigos nunca são escritos por cima de nada: escolha outro nome em --out",
	noFile:            "o arquivo ou o diretório não existe",
	noPermission:      "sem permissão",
	line:              "linha %d: %s",
	lineValue:         "linha %d, %q: %s",
	badFile:           "o arquivo tem erros; nada foi gravado",
	hintBadFile:       "corrija as linhas acima e repita; --dry-run só confere",
	wouldImport:       "Logins a criar: %d; a mudar: %d; já como no arquivo: %d. Nada foi gravado.",
	imported:          "logins criados: %d; mudados: %d; já como no arquivo: %d",
	codesIn:           "códigos em %s, que só você pode ler; entregue-os e apague o arquivo",
	codesHere:         "os códigos estão na saída padrão: guarde-os, não aparecem de novo",
	unwritten:         "os códigos não puderam ser escritos: %w",
	hintRenewAgain:    "dê outro código a cada um desses logins com: chamada users renew LOGIN",
	inDoubt:           "não se sabe se foram criados, mas se foram valem os códigos escritos: %s",
	interruptedImport: "importação incompleta",
	hintImportAgain:   "repita com o mesmo arquivo (e outro --out): o que foi feito é pulado; se um login sair de novo, vale o código mais novo",
	problems: map[error]string{
		identity.ErrTooBig:    "o arquivo passa de 8 MiB: divida-o",
		identity.ErrEmpty:     "o arquivo está vazio: a primeira linha deve ser login,role,name",
		identity.ErrEncoding:  "o texto não é UTF-8: salve o arquivo como CSV UTF-8",
		identity.ErrHeader:    "a primeira linha deve ter as colunas login, role e name, uma vez cada",
		identity.ErrSyntax:    "a linha não é CSV: feche as aspas, e dobre as de dentro",
		identity.ErrColumns:   "a linha tem menos colunas que a primeira",
		identity.ErrName:      "um nome tem até 200 caracteres, sem caracteres de controle",
		identity.ErrDuplicate: "o login está duas vezes no arquivo: deixe uma linha",
		identity.ErrRole:      "o papel (role) deve ser student, teacher, kiosk ou admin",
		identity.ErrStudent:   "o login de um aluno é a matrícula: de 1 a 20 algarismos, os zeros à esquerda contam",
		identity.ErrLogin:     "um login tem de 1 a 64 letras de A a Z (ou a a z), algarismos, - e _",
	},
}

var usersEnglish = usersText{
	short: "Manages logins (admin)",
	long: `Creates, shows, removes and renews logins, on a server that was started with "chamada serve --auth".
It is for who has the role admin; serve shows the code of the first admin.`,
	importShort: "Creates the logins of a CSV file and writes the access codes, once",
	importLong: `Reads a CSV file in UTF-8 with the columns login, role and name ("-" reads standard input).
The role is student, teacher, kiosk or admin; a student's login is the matrícula. Creates
the logins that are missing and changes name and role of those that are there, which
keep the code they have; it removes none. If the file has errors it shows them all, by
line, and changes nothing.

Each login that is created gets an access code. The codes are written once, in CSV with
the columns login, role, name and code: to standard output or, with --out, to a new file
that only its owner may read. When it is interrupted half way, the codes of what was
created are written; the same import again does the rest.`,
	listShort:         "Shows the logins",
	removeShort:       "Removes a login and cuts its connections",
	renewShort:        "Gives a login a new code; the old one is good no more",
	file:              "FILE",
	stdin:             "standard input",
	exampleFile:       "class.csv",
	exampleCodes:      "codes.csv",
	flagDryRun:        "only check the file and tell what would be done",
	flagOut:           "new `FILE` for the codes (default: standard output)",
	flagJSON:          "print JSON",
	flagSecret:        "`FILE` of the server's secret, in place of a login: for when the admin's code was lost",
	hintSecret:        "it is the file secret in the server's data directory, or what the server is given with --secret",
	missingFile:       "the CSV file is missing, or - for standard input",
	missingLogin:      "the login is missing",
	logins:            "logins",
	waiting:           "still reading and writing logins…",
	unreachable:       "they could not be read or written in time; is a majority of the nodes up?",
	noLogins:          "this server has no logins",
	hintNoLogins:      "start it with: chamada serve --auth",
	noAdmin:           "you may not manage logins",
	hintNoAdmin:       "log in as an admin: --user admin",
	unknown:           "there is no such login",
	hintUnknown:       "see those there are with: chamada users list",
	hintChangeAgain:   "repeat the command; if it has shown a code, that may be good already: keep it until you know",
	removed:           "%s: login removed; its connections are cut within seconds",
	removeSelf:        "you may not remove your own login",
	hintRemoveSelf:    "ask another admin; so there is always one left",
	demoteSelf:        "the file takes the role admin from you",
	renewed:           "%s: new code %s; the old one is good no more.",
	renewedSelf:       "the code is your own: this connection ends; log in with the new one next time",
	columns:           "LOGIN\tROLE\tSINCE\tNAME",
	fileExists:        "the file exists already",
	hintFileExists:    "codes are never written over anything: choose another name for --out",
	noFile:            "there is no such file or directory",
	noPermission:      "permission denied",
	line:              "line %d: %s",
	lineValue:         "line %d, %q: %s",
	badFile:           "the file has errors; nothing was changed",
	hintBadFile:       "mend the lines above and repeat; --dry-run only checks",
	wouldImport:       "Logins to create: %d; to change: %d; as in the file already: %d. Nothing was changed.",
	imported:          "logins created: %d; changed: %d; as in the file already: %d",
	codesIn:           "the codes are in %s, which only you may read; hand them out and delete the file",
	codesHere:         "the codes are on standard output: keep them, they do not show again",
	unwritten:         "the codes could not be written: %w",
	hintRenewAgain:    "give each of these logins another code with: chamada users renew LOGIN",
	inDoubt:           "whether these were created is unknown, but if so the codes written are good: %s",
	interruptedImport: "import incomplete",
	hintImportAgain:   "repeat with the same file (and another --out): what was done is passed over; should a login come out again, its newer code is the good one",
}
