package journal

// journalText is all that "chamada journal" says to people, in one language.
type journalText struct {
	short, long           string
	raiseShort, raiseLong string
	flagDry               string
	writes                string // formatted with a version
	heads                 string
	raised                string // formatted with a version
	nobody, hintNobody    string

	verifyShort, verifyLong string
	flagData, hintData      string
	verified                string // formatted with a path, records, the first and the last
	damage                  string // formatted with a damage
	damaged, hintDamaged    string // formatted with how many
	whole                   string
	inUse, hintInUse        string
}

func journalTexts(english bool) journalText {
	if english {
		return journalEnglish
	}
	return journalPortuguese
}

var journalPortuguese = journalText{
	short: "O registro do servidor em disco",
	long:  "O registro do servidor em disco, em que está cada presença confirmada.",

	raiseShort: "Eleva a versão do registro depois de atualizar todos os servidores",
	raiseLong: `Mostra que versão do registro cada servidor lê e faz com que se escreva a mais nova.
Recusa enquanto algum deles não a lê. Antes disto pode-se voltar ao programa anterior;
depois não. Um servidor sozinho faz isto por si ao iniciar.
Com logins, só um administrador.`,
	flagDry:    "só mostra quem lê o quê",
	writes:     "O registro é escrito na versão %d.\n",
	heads:      "NÓ\tINSTÂNCIA\tPROGRAMA\tLÊ ATÉ",
	raised:     "O registro é escrito na versão %d a partir de agora.\n",
	nobody:     "nenhum servidor responde a isto",
	hintNobody: "atualize todos os servidores antes: os mais antigos não conhecem este comando",

	verifyShort: "Confere se os arquivos de um servidor parado estão como foram gravados",
	verifyLong: `Lê todos os arquivos de um diretório de dados, sem mudar nenhum, e diz se cada
registro está como foi gravado, se falta algum, e se está lá tudo o que este servidor confirmou.
Termina com 0 se está tudo íntegro, senão com 1. Um servidor no ar faz isto por si, ao
iniciar e aos poucos: pergunte com "chamada health".`,
	flagData:    "`diretório` de dados do servidor",
	hintData:    "informe com --data o diretório em que chamada serve guarda os dados",
	verified:    "%s: %d registros, de %d a %d\n",
	damage:      "DANO: %v\n",
	damaged:     "%d danos",
	hintDamaged: "guarde uma cópia do diretório e restaure um backup; em um cluster, mova o diretório e inicie o servidor, que recebe tudo dos outros",
	whole:       "Tudo íntegro.",
	inUse:       "um servidor está usando esse diretório",
	hintInUse:   "ele mesmo confere os arquivos: chamada health; para conferir aqui, pare-o antes",
}

var journalEnglish = journalText{
	short: "The server's journal on disk",
	long:  "The server's journal on disk, which has every presence that was confirmed.",

	raiseShort: "Raises the journal's version when all servers were upgraded",
	raiseLong: `Shows which version of the journal each server reads, and has the newest written.
Refuses as long as one of them cannot read it. Before this the earlier program can be
gone back to, after it not. A server on its own does this by itself when it starts.
With logins, for admins only.`,
	flagDry:    "only show who reads what",
	writes:     "The journal is written in version %d.\n",
	heads:      "NODE\tINSTANCE\tPROGRAM\tREADS UP TO",
	raised:     "The journal is written in version %d from now on.\n",
	nobody:     "no server answers this",
	hintNobody: "upgrade all servers first: earlier ones do not know this command",

	verifyShort: "Checks whether the files of a stopped server are as they were written",
	verifyLong: `Reads all files of a data directory, changes none, and tells whether each record is
as it was written, whether any is missing, and whether all is there that this server has confirmed.
Ends with 0 when all is whole, else with 1. A server that is up does this by itself, when it
starts and slowly all the time: ask with "chamada health".`,
	flagData:    "data `directory` of the server",
	hintData:    "name with --data the directory where chamada serve keeps its data",
	verified:    "%s: %d records, from %d to %d\n",
	damage:      "DAMAGE: %v\n",
	damaged:     "%d damages",
	hintDamaged: "keep a copy of the directory and restore a backup; in a cluster move the directory and start the server, which is given all by the others",
	whole:       "All is whole.",
	inUse:       "a server is using that directory",
	hintInUse:   "it checks the files itself: chamada health; to check here, stop it first",
}
