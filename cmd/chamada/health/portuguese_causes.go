package health

import (
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/journal"
)

// portugueseCauses are said by the word that the server gives for a program.
var portugueseCauses = map[string]string{
	node.CauseStarting: "o servidor ainda está iniciando",
	node.CauseStopping: "o servidor está parando",
	node.CauseNoLogins: "ninguém pode entrar ainda: os logins não foram lidos",
	node.CauseMending: "os arquivos deste nó não estão como foram gravados; ele está pedindo aos " +
		"outros as suas cópias",
	node.CauseUnmended: "os arquivos deste nó não estão como foram gravados, e ele fica fora até " +
		"que dois outros respondam pelas suas cópias; se isso não passar, pare todos os nós, " +
		"confira cada um com chamada journal verify --data DIR e restaure um backup",
	node.CauseNoHeal: "os arquivos deste nó não estão como foram gravados, e --no-heal deixa o " +
		"reparo com você: copie-os se quiser, e inicie este nó uma vez sem --no-heal, que ele " +
		"recebe as cópias dos outros",

	string(embedded.DataDamaged): "os arquivos do diretório de dados não estão como foram gravados",
	string(embedded.StorageFull): "o disco do diretório de dados está cheio; nada do que foi " +
		"confirmado se perdeu, e a gravação continua por si quando houver espaço",
	string(embedded.StorageBroken): "o disco do diretório de dados não guarda o que se grava nele, " +
		"e nada mais é confirmado: confira o disco, monte-o de novo e inicie de novo",
	string(embedded.NotCurrent): "não se sabe se este nó já tem tudo o que os outros gravaram; não " +
		"pare nenhum outro até que tenha",

	string(coordinator.ClassesUnread): "as listas das turmas ainda não foram lidas",
	string(coordinator.RecordsUnread): "o registro ainda não foi comparado com o que se guarda das aulas",

	string(journal.Replaying):    "o servidor ainda está lendo o seu registro",
	string(journal.Disconnected): "o servidor não está conectado ao NATS",
	string(journal.Refusing):     "o registro não aceita mais nada",
	string(journal.Stalled):      "o registro não confirma; pode faltar a maioria dos nós",
	string(journal.Leaderless): "nenhum líder responde: a maioria dos nós tem de estar no ar, " +
		"alcançar os outros e ter o mesmo segredo",
	string(journal.Unreadable): "não é possível ler uma parte do registro",
	string(journal.WrongClock): "o relógio desta máquina não é o dos outros: acerte-o",
	string(journal.Differing): "o estado deste nó não é o dos outros, e ele lê de novo o " +
		"registro",
	string(journal.Tied): "os estados dos nós diferem, e nenhum é o da maioria: pare todos, copie " +
		"os dados de cada um, confira-os com chamada journal verify --data DIR, e inicie de novo " +
		"aquele cujo registro está certo",
	string(journal.Incomplete): "falta algo que este nó confirmou: restaure um backup, ou veja o " +
		"que um reparo perde com chamada journal repair",
	string(journal.Damaged): "um registro não está como foi gravado: pare o nó, confira os dados " +
		"com chamada journal verify --data DIR, e restaure um backup",
	string(journal.Replaced): "o fluxo do registro não é o que este nó seguia: foi apagado, " +
		"restaurado ou feito de novo; reinicie este nó para aceitá-lo como está, depois de terminada a " +
		"restauração, se há uma",
	string(journal.Foreign): "o fluxo do registro não foi feito por chamada: dê-lhe outro nome ou " +
		"remova-o",
	string(journal.Changed): "o fluxo do registro foi mudado e não está como precisa estar",
	string(journal.Unsized): "a conta do NATS quer um tamanho máximo para o registro: dê um com " +
		"--journal-max-bytes, como 1GiB",
	string(journal.DataGone): "o diretório de dados sumiu com o servidor no ar",
}
