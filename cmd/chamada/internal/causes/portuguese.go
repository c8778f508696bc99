package causes

import (
	"io/fs"
	"syscall"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
)

var portuguese = words{
	language: texts.Portuguese,
	at: map[integrity.Kind]string{
		integrity.BadRecord: "um registro no byte %d não está como foi gravado",
		integrity.BadOrder:  "o registro no byte %d é de outro lugar",
		integrity.Missing:   "faltam registros antes do byte %d",
		integrity.BadTail:   "o que há nos últimos bytes (%d) não é um registro",
	},
	kinds: map[integrity.Kind]string{
		integrity.MissingEnd: "faltam no fim registros que este nó confirmou",
		integrity.NoFront:    "faltam no início registros que este nó não apagou",
		integrity.HalfMended: "um reparo foi interrompido: devolva ao lugar a cópia que ele fez e " +
			"comece de novo",
		integrity.BadContent:    "falta algo nele",
		integrity.OtherJournal:  "há nele registros de outra instalação",
		integrity.Altered:       "não é o que foi confirmado",
		integrity.MissingFront:  "faltam no início registros que este nó já teve",
		integrity.MissingStream: "o fluxo não está lá",
		integrity.BadMeta:       "a descrição do fluxo não está como foi gravada",
		integrity.BadSnapshot:   "uma cópia instantânea não está como foi gravada",
		integrity.Unreadable:    "não é possível ler o arquivo",
	},
	fromOn: "do registro %d em diante",
	record: "registro %d",
	span:   "registros %d a %d",
	more:   "e mais %d",
	gone:   "logins sumiram, ou são mais antigos do que eram: ",
	restored: "; se os mais antigos foram restaurados de propósito, pare o servidor e remova %s do " +
		"diretório",

	known: map[error]string{
		syscall.EACCES:        "sem permissão",
		syscall.EPERM:         "o sistema não o permite",
		syscall.ENOENT:        "não existe",
		syscall.EEXIST:        "já existe",
		syscall.ENOTDIR:       "não é um diretório",
		syscall.EISDIR:        "é um diretório",
		syscall.ENOSPC:        "não há mais espaço no disco",
		syscall.EROFS:         "o disco é só de leitura",
		syscall.EIO:           "o disco falhou ao ler ou gravar",
		syscall.EMFILE:        "o processo já tem arquivos demais abertos",
		syscall.ENFILE:        "o sistema já tem arquivos demais abertos",
		syscall.ENAMETOOLONG:  "o nome é longo demais",
		syscall.ELOOP:         "há atalhos demais no caminho",
		syscall.EADDRINUSE:    "o endereço já está em uso",
		syscall.EADDRNOTAVAIL: "o endereço não é desta máquina",
		syscall.ECONNREFUSED:  "ninguém atende nesse endereço",
		syscall.ECONNRESET:    "a conexão foi cortada do outro lado",
		syscall.EHOSTUNREACH:  "não há caminho até essa máquina",
		syscall.ENETUNREACH:   "não há caminho até essa rede",
		syscall.ETIMEDOUT:     "não houve resposta a tempo",

		fs.ErrExist:              "já existe",
		nats.ErrNoServers:        "ninguém atende nesse endereço",
		nats.ErrAuthorization:    "o login foi recusado",
		nats.ErrTimeout:          "não houve resposta a tempo",
		integrity.ErrHeldDamaged: "a anotação do que o diretório contém não está como foi gravada",
		integrity.ErrDamaged:     "a anotação do que foi confirmado não está como foi gravada",
		integrity.ErrGone:        "o diretório de dados sumiu de sob o nó que está no ar",
		integrity.ErrCluster: "este é um nó de um cluster: mova o diretório de dados e " +
			"inicie-o, e ele recebe o que os outros têm",
		integrity.ErrAltered: "os registros estão inteiros, mas não são os que este nó confirmou: " +
			"restaure um backup",
		integrity.ErrInterrupted: "um reparo anterior foi interrompido: devolva ao lugar a cópia " +
			"que ele fez e comece de novo",
		identity.ErrKnown: "a anotação de quais logins existem não está como foi gravada",
	},
}
