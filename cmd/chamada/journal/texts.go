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
	harmless, noNote        string // formatted with a damage; not formatted
	whole                   string
	inUse, hintInUse        string

	repairShort, repairLong string
	flagApply, flagCopy     string
	loses                   string // formatted with the first, the last and how many
	losesNothing            string
	touches                 string // formatted with a class, a date, a teacher and how many students
	strays                  string // formatted with a class and how many presences
	dryRun, repaired        string // formatted with a directory
	copied                  string // formatted with a path
	noRoom                  string // formatted with a path, bytes needed and free
	stranger                string
	hintMend, hintCluster   string
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
	hintDamaged: "restaure um backup, ou veja o que um reparo perde com: chamada journal repair --data %s; em um cluster, mova o diretório e inicie o servidor, que recebe tudo dos outros",
	whole:       "Tudo íntegro.",
	inUse:       "um servidor está usando esse diretório",
	hintInUse:   "ele mesmo confere os arquivos: chamada health; para conferir aqui, pare-o antes",
	harmless:    "Sem perda: %v (o servidor retira isto ao iniciar)\n",
	noNote:      "Não há anotação do que este servidor confirmou (chamada.confirmed): não se sabe se falta o fim do registro.",

	repairShort: "Repara o diretório de dados danificado de um servidor parado",
	repairLong: `Mostra que registros estão danificados ou faltam e que chamadas isso atinge. Nada muda
sem --apply. Com ele, copia antes o diretório inteiro, tira dos arquivos o que não está como
foi gravado e anota no registro o que se perdeu, para que nunca seja esquecido: o servidor
inicia, e avisa em "chamada health", nas métricas e nas listas das chamadas atingidas.
Se há um backup mais novo que o dano, restaure-o em vez disto. Em um cluster não é preciso:
os outros nós têm tudo.`,
	flagApply:    "repara; sem isto só mostra",
	flagCopy:     "`diretório`, que ainda não existe, para a cópia; sem isto fica ao lado do de dados",
	loses:        "PERDA: registros %d a %d (%d)\n",
	losesNothing: "Do registro nada se perde.",
	touches:      "ATINGIDA: turma %d, chamada de %s, professor %s: tem %d presenças, e podem faltar outras ou o encerramento\n",
	strays:       "ATINGIDA: turma %d: %d presenças depois da perda, de uma chamada cujo início se perdeu\n",
	dryRun:       "Nada foi mudado. Para reparar: chamada journal repair --apply --data %s\n",
	repaired:     "Reparado: %s. Inicie o servidor; o que se perdeu está anotado no registro.\n",
	copied:       "Cópia do diretório como estava: %s\n",
	noRoom:       "em %s são precisos %s livres para a cópia e o reparo, e há %s: libere espaço ou escolha outro disco com --copy",
	stranger:     "não é um fluxo do chamada: se o diretório foi renomeado, devolva-lhe o nome",
	hintMend:     "se uma cópia foi feita, nela está tudo como antes do reparo",
	hintCluster:  "mova o diretório de dados e inicie o nó, que recebe tudo dos outros",
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
	hintDamaged: "restore a backup, or see what a repair loses with: chamada journal repair --data %s; in a cluster move the directory and start the server, which is given all by the others",
	whole:       "All is whole.",
	inUse:       "a server is using that directory",
	hintInUse:   "it checks the files itself: chamada health; to check here, stop it first",
	harmless:    "No loss: %v (the server takes it away when it starts)\n",
	noNote:      "There is no note of what this server has confirmed (chamada.confirmed): whether the end of the journal is missing cannot be told.",

	repairShort: "Repairs the damaged data directory of a stopped server",
	repairLong: `Shows which records are damaged or missing and which roll calls that touches. Nothing
changes without --apply. With it, the whole directory is copied first, what is not as it was
written is taken out of the files, and what is lost is noted in the journal, so that it is
never forgotten: the server starts, and tells in "chamada health", in the metrics and with the
lists of the roll calls that are touched.
Where there is a backup that is newer than the damage, restore that instead. In a cluster it
is not needed: the other nodes have everything.`,
	flagApply:    "repair; without it only show",
	flagCopy:     "`directory`, which must not exist yet, for the copy; without it it is beside that of the data",
	loses:        "LOSS: records %d to %d (%d)\n",
	losesNothing: "Nothing of the journal is lost.",
	touches:      "TOUCHED: class %d, roll call of %s, teacher %s: has %d presences, and others or its end may be missing\n",
	strays:       "TOUCHED: class %d: %d presences after the loss, of a roll call whose start is lost\n",
	dryRun:       "Nothing was changed. To repair: chamada journal repair --apply --data %s\n",
	repaired:     "Repaired: %s. Start the server; what was lost is noted in the journal.\n",
	copied:       "Copy of the directory as it was: %s\n",
	noRoom:       "on %s %s are needed for the copy and the repair, and %s are free: make room, or choose another disk with --copy",
	stranger:     "it is no stream of chamada's: if the directory was renamed, give it its name back",
	hintMend:     "if a copy was made, everything is in it as it was before the repair",
	hintCluster:  "move the data directory away and start the node, which is given all by the others",
}
