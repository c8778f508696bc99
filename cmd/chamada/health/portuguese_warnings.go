package health

import (
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/records"
)

// portugueseWarnings are said by the format of what the server says, with what stands in it.
var portugueseWarnings = map[string]string{
	coordinator.WarnOverlap: "o fluxo %[1]s recebe pedidos e os confirma, e quem pede pode tomar " +
		"isso pela resposta: remova-o, ou nats stream edit %[1]s --no-ack",
	coordinator.WarnHeld: "faz %[1]s dias de funcionamento que nada sai do começo do registro: " +
		"pedidos repetidos ou recusados seguram nele uma chamada encerrada depois da outra, até que " +
		"haja algumas horas sem eles; cuide para que o disco não encha",
	coordinator.WarnLost: "os registros %[1]s a %[2]s estavam danificados e um reparo desistiu " +
		"deles em %[3]s: podem faltar alunos nas chamadas que estavam abertas, e chamadas " +
		"encerradas naquela hora podem estar abertas de novo",
	coordinator.WarnOlder: "o registro é mais antigo do que as aulas guardadas: terminava em " +
		"%[1]s, e a chamada %[2]s da turma %[3]s terminou em %[4]s; as do tempo entre os dois só " +
		"estão entre as aulas guardadas, se a turma as guarda",
	coordinator.WarnEnded: "a chamada %[1]s da turma %[2]s estava aberta em um registro mais " +
		"antigo do que a aula guardada: foi encerrada, e a aula fica como estava",
	classes.WarnUnread: "as listas das turmas não estão em dia: %[1]s",
	classes.WarnDamaged: "a lista da turma %[1]s, revisão %[2]s, não pode ser usada: %[3]s; grave-a " +
		"de novo sobre esta revisão, ou remova-a",
	records.WarnUnkept: "as chamadas encerradas não podem ser guardadas no fluxo %[1]s agora, e o " +
		"registro cresce enquanto isso: %[2]s",
	records.WarnMissing: "faltam %[1]s mensagens no fluxo %[2]s que ninguém apagou: registros de " +
		"aulas, correções ou listas daquele tempo se perderam; restaure um backup",
	node.WarnExpires: "o certificado em %[1]s termina em %[2]s, e depois disso ninguém se conecta: " +
		"renove-o e mande SIGHUP ao servidor",
	node.WarnExpired: "o certificado em %[1]s terminou em %[2]s, e ninguém mais se conecta: " +
		"renove-o e mande SIGHUP ao servidor",
	node.WarnNotRenewed: "o que está agora em %[1]s, ou na sua chave, não pode ser usado como " +
		"certificado, e vale o de antes: o log diz por quê",
	identity.WarnSharesEarlier: "um nó é de uma versão anterior: enquanto for, os logins de um " +
		"papel dividem uma conta, e quem quiser o mal faz os outros perderem respostas",
	identity.WarnSharesPrinted: "a configuração dos servidores NATS é de uma versão anterior: os " +
		"logins de um papel dividem uma conta, e quem quiser o mal faz os outros perderem " +
		"respostas; imprima-a de novo com --print-nats-config e recarregue os servidores",
}
