package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/chamada/chamada/cmd/chamada/serve"
	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
)

// explained is an error with a sentence in the reader's language.
type explained struct {
	error
	text string
}

func (e explained) Error() string { return e.text }
func (e explained) Unwrap() error { return e.error }

// explainPortuguese translates what an operator can change or must know; the
// rest is for whoever reads logs, and those are in English.
func explainPortuguese(err error) error {
	if u, ok := errors.AsType[*coordinator.UnansweredError](err); ok {
		return explained{err, fmt.Sprintf("o NATS não responde: parou sem ele, e %d pedidos já aceitos ficaram sem resposta", u.Requests)}
	}
	e, ok := errors.AsType[*serve.Error](err)
	if !ok {
		return err
	}
	if text := refusalPortuguese(e); text != "" {
		return explained{err, text}
	}
	return err
}

func refusalPortuguese(e *serve.Error) string {
	switch cause := e.Err.(type) {
	case *serve.ExposedError:
		return exposedPortuguese(cause)
	case *serve.CertificateError:
		return fmt.Sprintf("%s (%s)", certificatePortuguese(cause), e.Flag)
	case *serve.SecretError:
		return fmt.Sprintf("%s (%s)", secretPortuguese(cause), e.Flag)
	case *serve.DataError:
		return fmt.Sprintf("o diretório de dados %s é de uma versão anterior, e esta não encontra as suas chamadas; use aquela versão até encerrar todas as chamadas, e depois escolha um diretório novo (%s)", cause.Dir, e.Flag)
	case *serve.OpenServersError:
		return fmt.Sprintf("%s deixa entrar qualquer um, sem login; os servidores precisam da configuração que --print-nats-config escreve (%s)", cause.Servers, e.Flag)
	case *serve.ClearLoginError:
		return fmt.Sprintf("%s: não há TLS, e sem ele um login não vai para outra máquina; "+
			"use TLS nos servidores, ou aceite com --insecure que tudo seja lido no caminho (%s)", cause.Servers, e.Flag)
	case *serve.ConnectError:
		return fmt.Sprintf("não foi possível conectar a %s: %v (%s)", cause.Servers, cause.Err, e.Flag)
	case *embedded.Error:
		return fmt.Sprintf("%s (%s)", sentencePortuguese(cause), e.Flag)
	default:
		return ""
	}
}

func exposedPortuguese(e *serve.ExposedError) string {
	if e.Auth {
		return fmt.Sprintf("sem TLS não atende em %s, porque os códigos de acesso poderiam ser lidos no caminho; dê um certificado com --tls-cert e --tls-key, escolha um endereço como 127.0.0.1:4222, ou aceite isso com --insecure", e.Listen)
	}
	return fmt.Sprintf("sem autenticação não atende em %s, que outras máquinas alcançam; use --auth, escolha um endereço como 127.0.0.1:4222, ou aceite isso com --insecure", e.Listen)
}

func secretPortuguese(e *serve.SecretError) string {
	switch {
	case errors.Is(e.Err, fs.ErrNotExist):
		return fmt.Sprintf("falta o segredo dos logins, %[1]s, que todos os nós precisam ter igual; crie-o uma vez, por exemplo com (umask 077; openssl rand -hex 32 >%[1]s), e copie-o para cada um", e.File)
	case errors.Is(e.Err, identity.ErrExposed):
		return fmt.Sprintf("outros podem ler o segredo dos logins, %[1]s; rode chmod 600 %[1]s, e faça um novo segredo se alguém pode tê-lo lido", e.File)
	default:
		return fmt.Sprintf("não é possível usar o segredo dos logins, %s: %v", e.File, e.Err)
	}
}

func certificatePortuguese(e *serve.CertificateError) string {
	switch when := e.Time.Local().Format("02/01/2006 às 15:04:05"); e.Code {
	case serve.CertificateUnreadable:
		return fmt.Sprintf("não foi possível ler %s: %v", e.File, e.Err)
	case serve.CertificateExpired:
		return fmt.Sprintf("o certificado em %s venceu em %s; renove-o", e.File, when)
	case serve.CertificateEarly:
		return fmt.Sprintf("o certificado em %s só vale a partir de %s; o relógio está certo?", e.File, when)
	default:
		return fmt.Sprintf("o certificado em %s não pode ser usado: %v", e.File, e.Err)
	}
}

func sentencePortuguese(e *embedded.Error) string {
	switch e.Code {
	case embedded.DataInUse:
		return fmt.Sprintf("o diretório de dados %s está em uso por outro servidor%s; pare-o ou escolha outro diretório", e.Subject, processPortuguese(e.PID))
	case embedded.DataNotDir:
		return fmt.Sprintf("%s não é um diretório; escolha outro", e.Subject)
	case embedded.DataNotWritable:
		return fmt.Sprintf("não é possível gravar no diretório de dados %s: %v", e.Subject, e.Err)
	case embedded.DataNotReadable:
		return fmt.Sprintf("não é possível ler o diretório de dados %s: %v", e.Subject, e.Err)
	case embedded.DataDamaged:
		return fmt.Sprintf("os arquivos do diretório de dados %[1]s não estão como foram gravados, e nada é servido deles; restaure um backup, ou veja o que se perdeu com: chamada journal verify --data %[1]s: %[2]v", e.Subject, e.Err)
	case embedded.ListenInUse:
		return fmt.Sprintf("o endereço %s está em uso por outro programa; pare-o ou escolha outro endereço", e.Subject)
	default:
		return fmt.Sprintf("não é possível atender no endereço pedido: %v", e.Err)
	}
}

func processPortuguese(pid int) string {
	if pid == 0 {
		return ""
	}
	return fmt.Sprintf(" (processo %d)", pid)
}
