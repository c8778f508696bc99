package journal

import "github.com/chamada/chamada/clients/texts"

var portuguese = words{
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
	notRaised: "não elevado: quem respondeu escreve até a versão %d, e outros servidores leem " +
		"até a %d",
	hintNotRaised: "atualize os servidores que não a leem e peça de novo",

	verifyShort: "Confere se os arquivos de um servidor parado estão como foram gravados",
	verifyLong: `Lê todos os arquivos de um diretório de dados, sem mudar nenhum, e diz se cada
registro está como foi gravado, se falta algum, e se está lá tudo o que este servidor confirmou.
Termina com 0 se está tudo íntegro, senão com 1. Um servidor no ar faz isto por si, ao
iniciar e aos poucos: pergunte com "chamada health".`,
	flagData: "`diretório` de dados do servidor",
	hintData: "informe com --data o diretório em que chamada serve guarda os dados",
	verified: "%s: %s, de %d a %d\n",
	damage:   "DANO: %s\n",
	damages:  texts.Noun{One: "dano", Many: "danos"},
	records:  texts.Noun{One: "registro", Many: "registros"},
	hintDamaged: "restaure um backup, ou veja o que um reparo perde com: chamada journal repair " +
		"--data %s; em um cluster, mova o diretório e inicie o servidor, que recebe tudo dos " +
		"outros",
	whole:     "Tudo íntegro.",
	empty:     "aqui não há dados do chamada",
	hintEmpty: "confira o caminho (--data), e se o disco está montado",
	inUse:     "um servidor está usando esse diretório",
	hintInUse: "ele mesmo confere os arquivos: chamada health; para conferir aqui, pare-o antes",
	harmless:  "Sem perda: %s (o servidor retira isto ao iniciar)\n",
	noNote: "Não há anotação do que este servidor confirmou (chamada.confirmed): não se sabe " +
		"se falta o fim do registro.",
	noHeld: "A anotação do que havia nos arquivos não se lê (%s): não se sabe se falta o fim das " +
		"listas das turmas, dos registros guardados e da auditoria.\n",

	repairShort: "Repara o diretório de dados danificado de um servidor parado",
	repairLong: `Mostra que registros estão danificados ou faltam e que chamadas isso atinge. Nada muda
sem --apply. Com ele, copia antes o diretório inteiro, tira dos arquivos o que não está como
foi gravado e anota no registro o que se perdeu, para que nunca seja esquecido: o servidor
inicia, e avisa em "chamada health", nas métricas e nas listas das chamadas atingidas.
Se há um backup mais novo que o dano, restaure-o em vez disto. Em um cluster não é preciso:
os outros nós têm tudo.`,
	flagApply: "repara; sem isto só mostra",
	flagCopy: "`diretório`, que ainda não existe, para a cópia; sem isto fica ao lado do de " +
		"dados",
	loses:        "PERDA: registros %d a %d (%d)\n",
	losesNothing: "Do registro nada se perde.",
	losesElsewhere: "PERDA: %s: o que está marcado acima. Depois do reparo confira as listas das " +
		"turmas (chamada class list) e os registros guardados (chamada record list); guarde " +
		"esta saída, pois das listas e da auditoria nada mais o diz\n",
	losesLogins: "PERDA: %s: os logins marcados acima. Depois do reparo confira-os (chamada users " +
		"list) e crie de novo os que faltam; guarde esta saída, pois nada mais o diz\n",
	touches: "ATINGIDA: turma %d, chamada de %s, professor %s: tem %s, e podem " +
		"faltar outras ou o encerramento\n",
	presences: texts.Noun{One: "presença", Many: "presenças"},
	strays: "ATINGIDA: turma %d: %s depois da perda, de uma chamada cujo início " +
		"se perdeu\n",
	dryRun:   "Nada foi mudado. Para reparar: chamada journal repair --apply --data %s\n",
	repaired: "Reparado: %s. Inicie o servidor; o que se perdeu de chamadas, chamada health diz.\n",
	copied:   "Cópia do diretório como estava: %s\n",
	noRoom: "em %s são precisos %s livres para a cópia e o reparo, e há %s: libere espaço " +
		"ou escolha outro disco com --copy",
	stranger:    "não é um fluxo do chamada: se o diretório foi renomeado, devolva-lhe o nome",
	hintMend:    "se uma cópia foi feita, nela está tudo como antes do reparo",
	hintCluster: "mova o diretório de dados e inicie o nó, que recebe tudo dos outros",
	hintAltered: "ou, se esses são os registros que você quer, remova chamada.confirmed do " +
		"diretório: vale então o que está lá",
}
