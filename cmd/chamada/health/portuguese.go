package health

var portuguese = words{
	short: "Diz se um servidor está pronto para atender",
	long: `Pergunta a /healthz no endereço que "chamada serve" recebeu em --http (padrão %s).
Termina com 0 se o servidor leu os seus dados, consegue gravar e os tem
completos, senão com 1 e o motivo.`,
	address:    "HOST:PORTA",
	badAddress: `"%s" não é um endereço HOST:PORTA, como %s`,
	notTLS: "%s: a saúde é servida sem TLS, no endereço de --http; dê HOST:PORTA sem https://, " +
		"como %s",
	nobody:  "ninguém atende nesse endereço",
	other:   "quem atende nesse endereço não é a página de saúde de um servidor de chamada",
	silent:  "não houve resposta em %v",
	warning: "aviso: o servidor atende, mas isto precisa ser visto (ele diz: %s)",
	hintNobody: "o servidor responde sobre a sua saúde quando iniciado com --http HOST:PORTA: " +
		"confira o endereço, e se chamada serve está no ar",

	warnings: portugueseWarnings,
	known:    "aviso: o servidor atende, mas %s",

	causes: portugueseCauses,
	own:    " (o servidor diz: %s)",
}
