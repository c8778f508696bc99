package serve

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/internal/causes"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
)

// explainPortuguese translates what an operator can change or must know; the
// rest is for whoever reads logs, and those are in English.
func explainPortuguese(err error) error {
	if u, ok := errors.AsType[*coordinator.UnansweredError](err); ok {
		return explained{err,
			fmt.Sprintf(
				"o NATS não responde: parou sem ele; pedidos já aceitos que ficaram sem resposta: %d",
				u.Requests)}
	}
	e, ok := errors.AsType[*node.Error](err)
	if !ok {
		return err
	}
	if text := refusalPortuguese(e); text != "" {
		return explained{err, text}
	}
	return err
}

func refusalPortuguese(e *node.Error) string {
	switch cause := e.Err.(type) {
	case *node.PlainPageError:
		return fmt.Sprintf(
			"sem TLS a página não é servida em %s, porque códigos de acesso e matrículas "+
				"poderiam ser lidos "+
				"no caminho; dê um certificado com --tls-cert e --tls-key, escolha um endereço "+
				"como 127.0.0.1:8080, "+
				"ou aceite isso com --web-plain", cause.Listen)
	case *node.ExposedError:
		return exposedPortuguese(cause)
	case *node.CertificateError:
		return fmt.Sprintf("%s (%s)", certificatePortuguese(cause), e.Flag)
	case *node.SecretError:
		return fmt.Sprintf("%s (%s)", secretPortuguese(cause), e.Flag)
	case *node.DataError:
		return fmt.Sprintf(
			"o diretório de dados %s é de uma versão anterior, e esta não encontra as suas "+
				"chamadas; use aquela versão até encerrar todas as chamadas, e depois escolha um "+
				"diretório novo (%s)", cause.Dir, e.Flag)
	case *node.OpenServersError:
		return fmt.Sprintf(
			"%s deixa entrar qualquer um, sem login; os servidores precisam da configuração que "+
				"--print-nats-config escreve (%s)", cause.Servers, e.Flag)
	case *node.ClearLoginError:
		return fmt.Sprintf("%s: não há TLS, e sem ele um login não vai para outra máquina; "+
			"use TLS nos servidores, ou aceite com --insecure que tudo seja lido no caminho (%s)",
			cause.Servers, e.Flag)
	case *node.ConnectError:
		return fmt.Sprintf("não foi possível conectar a %s: %s (%s)", cause.Servers,
			system(cause.Err), e.Flag)
	case *embedded.Error:
		return fmt.Sprintf("%s (%s)", sentencePortuguese(cause), e.Flag)
	default:
		return ""
	}
}

func exposedPortuguese(e *node.ExposedError) string {
	if e.Auth {
		return fmt.Sprintf(
			"sem TLS não atende em %s, porque os códigos de acesso poderiam ser lidos no "+
				"caminho; dê um certificado com --tls-cert e --tls-key, escolha um endereço como "+
				"127.0.0.1:4222, ou aceite isso com --insecure", e.Listen)
	}
	return fmt.Sprintf(
		"sem autenticação não atende em %s, que outras máquinas alcançam; use --auth, escolha um "+
			"endereço como 127.0.0.1:4222, ou aceite isso com --insecure", e.Listen)
}

func secretPortuguese(e *node.SecretError) string {
	switch {
	case errors.Is(e.Err, fs.ErrNotExist):
		return fmt.Sprintf(
			"falta o segredo dos logins, %[1]s, que todos os nós precisam ter igual; crie-o uma "+
				"vez, por exemplo com (umask 077; openssl rand -hex 32 >%[1]s), e copie-o para "+
				"cada um", e.File)
	case errors.Is(e.Err, identity.ErrExposed):
		return fmt.Sprintf(
			"outros podem ler o segredo dos logins, %[1]s; rode chmod 600 %[1]s, e faça um novo "+
				"segredo se alguém pode tê-lo lido", e.File)
	default:
		return fmt.Sprintf("não é possível usar o segredo dos logins, %s: %s", e.File,
			system(e.Err))
	}
}

func certificatePortuguese(e *node.CertificateError) string {
	switch when := e.Time.Local().Format("02/01/2006 às 15:04:05"); e.Code {
	case node.CertificateUnreadable:
		return fmt.Sprintf("não foi possível ler %s: %s", e.File, system(e.Err))
	case node.CertificateExpired:
		return fmt.Sprintf("o certificado em %s venceu em %s; renove-o", e.File, when)
	case node.CertificateEarly:
		return fmt.Sprintf("o certificado em %s só vale a partir de %s; o relógio está certo?",
			e.File, when)
	default:
		return fmt.Sprintf("o certificado em %s não pode ser usado: %s", e.File, system(e.Err))
	}
}

func sentencePortuguese(e *embedded.Error) string {
	switch e.Code {
	case embedded.DataInUse:
		return fmt.Sprintf(
			"o diretório de dados %s está em uso por outro servidor%s; pare-o ou escolha outro "+
				"diretório", e.Subject, processPortuguese(e.PID))
	case embedded.DataNotDir:
		return fmt.Sprintf("%s não é um diretório; escolha outro", e.Subject)
	case embedded.DataNotWritable:
		return fmt.Sprintf("não é possível gravar no diretório de dados %s: %s", e.Subject,
			system(e.Err))
	case embedded.DataNotReadable:
		return fmt.Sprintf("não é possível ler o diretório de dados %s: %s", e.Subject,
			system(e.Err))
	case embedded.DataDamaged:
		return fmt.Sprintf(
			"os arquivos do diretório de dados %[1]s não estão como foram gravados, e nada é "+
				"servido deles; restaure um backup, ou veja o que um reparo perde com: chamada "+
				"journal repair --data %[1]s: %[2]s", e.Subject, system(e.Err))
	case embedded.ListenInUse:
		return fmt.Sprintf(
			"o endereço %s está em uso por outro programa; pare-o ou escolha outro endereço",
			e.Subject)
	default:
		return fmt.Sprintf("não é possível atender no endereço %s: %s", cmp.Or(e.Subject, "pedido"),
			system(e.Err))
	}
}

// system words what the system, or NATS, says.
func system(err error) string { return causes.Teller{Language: texts.Portuguese}.Say(err) }

func processPortuguese(pid int) string {
	if pid == 0 {
		return ""
	}
	return fmt.Sprintf(" (processo %d)", pid)
}
