package main

// healthText is all that "chamada health" says to people, in one language;
// the reason for ill health is the coordinator's, in English as in its log.
type healthText struct {
	short, long string
	address     string // the argument's name
	badAddress  string // formatted with what was given
}

func healthTexts(english bool) healthText {
	if english {
		return healthEnglish
	}
	return healthPortuguese
}

var healthPortuguese = healthText{
	short: "Diz se um coordenador está pronto para atender",
	long: `Pergunta a /healthz no endereço que "chamada serve" recebeu em --http (padrão %s).
Termina com 0 se o coordenador leu o diário, consegue gravar nele e o seu nó o tem
completo, senão com 1 e o motivo.`,
	address:    "HOST:PORTA",
	badAddress: `"%s" não é um endereço HOST:PORTA`,
}

var healthEnglish = healthText{
	short: "Tells whether a coordinator is ready to serve",
	long: `Asks /healthz at the address that "chamada serve" was given as --http (default %s).
Ends with 0 when the coordinator has replayed the journal, can commit, and its node has all
of it, else with 1 and the reason.`,
	address:    "HOST:PORT",
	badAddress: `"%s" is not an address, HOST:PORT`,
}
