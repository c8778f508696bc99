package health

// healthText is all that "chamada health" says to people, in one language;
// the reason for ill health is the coordinator's, in English as in its log.
type healthText struct {
	short, long string
	address     string // the argument's name
	badAddress  string // formatted with what was given

	nobody, other string
	silent        string // formatted with how long was waited
	hintNobody    string
}

func healthTexts(english bool) healthText {
	if english {
		return healthEnglish
	}
	return healthPortuguese
}

var healthPortuguese = healthText{
	short: "Diz se um servidor está pronto para atender",
	long: `Pergunta a /healthz no endereço que "chamada serve" recebeu em --http (padrão %s).
Termina com 0 se o servidor leu os seus dados, consegue gravar e os tem
completos, senão com 1 e o motivo.`,
	address:    "HOST:PORTA",
	badAddress: `"%s" não é um endereço HOST:PORTA`,
	nobody:     "ninguém atende nesse endereço",
	other:      "quem atende nesse endereço não é a página de saúde de um servidor de chamada",
	silent:     "não houve resposta em %v",
	hintNobody: "o servidor responde sobre a sua saúde quando iniciado com --http HOST:PORTA: confira o endereço, e se chamada serve está no ar",
}

var healthEnglish = healthText{
	short: "Tells whether a server is ready to serve",
	long: `Asks /healthz at the address that "chamada serve" was given as --http (default %s).
Ends with 0 when the server has read its data, can write, and has all of it,
else with 1 and the reason.`,
	address:    "HOST:PORT",
	badAddress: `"%s" is not an address, HOST:PORT`,
	nobody:     "nobody answers at that address",
	other:      "what answers at that address is not the health page of a chamada server",
	silent:     "no answer within %v",
	hintNobody: "the server tells its health when it was started with --http HOST:PORT: check the address, and that chamada serve is up",
}
