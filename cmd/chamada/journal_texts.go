package main

// journalText is all that "chamada journal" says to people, in one language.
type journalText struct {
	short, long           string
	raiseShort, raiseLong string
	flagDry               string
	writes                string // formatted with a version
	heads                 string
	raised                string // formatted with a version
	nobody, hintNobody    string
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
}
