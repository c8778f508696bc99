package record

import (
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

var portuguese = words{
	short: "Registros das chamadas: presenças, faltas, correções e frequência",
	long: `Mostra o que foi de cada chamada, aluno por aluno: P presente, AT atrasado, F falta, FJ falta
justificada, AB abonada. De uma turma que guarda registros (chamada class import TURMA --keep
true) ficam para sempre e podem ser corrigidos; das outras, por 24 horas. Uma correção não
apaga nada: o registro mostra o que era, quem mudou, quando e por quê.`,
	showShort:    "Mostra o registro da chamada aberta, ou da última",
	listShort:    "Mostra as chamadas guardadas de uma turma",
	reportShort:  "Mostra a frequência da turma, e quanto cada aluno ainda pode faltar",
	correctShort: "Corrige a marca de um aluno, ou o que a chamada toda vale",
	addShort:     "Acrescenta uma chamada que foi feita no papel",
	flagRoll:     "qual `CHAMADA`, como em list (padrão: a aberta, ou a última)",
	flagFrom:     "só a partir deste `DIA`, como 2026-08-01",
	flagUntil:    "só até este `DIA`",
	flagPlanned:  "quantas `HORAS` a turma terá ao todo",
	flagStudent:  "`MATRÍCULA` do aluno (sem ela a correção é da chamada toda)",
	flagMark:     "a `MARCA`: P, AT, F, FJ, AB, ou auto, a que foi calculada",
	flagHours:    "`HORAS` que o aluno perdeu, ou que a chamada toda vale",
	flagVoid:     "a chamada foi aberta por engano: não conta",
	flagValid:    "a chamada conta de novo",
	flagReason:   "o `MOTIVO` (3 a 200 letras; nunca um diagnóstico)",
	flagRevision: "a `REVISÃO` vista, como em show --json (padrão: a de agora)",
	flagStarted:  "`HORA` do início, como \"2026-08-03 08:00\", pelo relógio da turma",
	flagEnded:    "`HORA` do fim",
	flagStudents: "`MATRÍCULAS` de quem estava, separadas por vírgulas (\"\": ninguém)",

	exampleReason: `"falta de luz"`,
	exampleVoid:   `"aberta por engano"`,
	heading:       "Turma %d",
	started:       "Aberta em %s (chamada %s)",
	ended:         "Encerrada em %s",
	isOpen:        "A chamada está aberta",
	hours:         "Vale %d horas",
	isVoid:        "Foi aberta por engano: não conta",
	isLost: "ATENÇÃO: o diário do servidor foi danificado durante esta chamada e reparado " +
		"depois; podem faltar alunos",
	isUnkept:      "A turma não guarda registros: este se apaga 24 horas depois do fim",
	isAdded:       "Feita no papel; acrescentada em %s%s: %s",
	by:            " por %s",
	missed:        "(%d h de falta)",
	corrected:     "corrigida: %s → %s em %s%s: %s",
	correctedRoll: "Corrigida: %s → %s em %s%s: %s",
	countsHours:   "%d h",
	void:          "não conta",
	onPaper:       "no papel",
	erased:        "dados apagados",
	unknown:       "Fora da lista da turma: %d",
	totals:        "Presentes: %d; atrasados: %d; faltas: %d; justificadas: %d; abonadas: %d",
	listColumns:   "ABERTA EM\tHORAS\tP\tAT\tF\tFJ\tAB\tFORA DA LISTA\tCHAMADA",
	noRecords:     "Turma %d: nenhuma chamada guardada.",
	counted:       "Chamadas que contam: %d. %s",
	reportColumns: "MATRÍCULA\tNOME\tHORAS\tFALTAS\tFREQUÊNCIA\tDO PREVISTO\tPODE FALTAR\t",
	byClocksOf:    "as horas são as da turma, em %s",
	rollNow:       "Turma %d, chamada %s: %s",
	added:         "Turma %d: chamada de %[3]s acrescentada, com %[2]s (chamada %[4]s).",
	students:      texts.Noun{One: "aluno", Many: "alunos"},
	badDay:        "%q não é um dia: escreva como 2026-08-01",
	overAlready: "a turma guarda os registros por %d dias, que para essa aula já passaram: ela " +
		"seria apagada logo; nada foi gravado (para guardar por mais tempo: chamada class import " +
		"TURMA --keep DIAS --apply)",
	badTime:    "%q não é uma hora: escreva como \"2026-08-03 08:00\"",
	badPlanned: "--planned é um número de horas, a partir de 1",
	badVoid:    "--void e --valid são da chamada toda, e um exclui o outro",
	badMark:    "%q não é uma marca: use P, AT, F, FJ, AB ou auto",
	nothing: "falta o que corrigir: --student e --mark, ou --hours, --void ou --valid para a " +
		"chamada toda",
	missingReason:   "falta o motivo: --reason",
	missingStudents: "falta quem estava: --students 042191010,205182055, ou --students \"\"",
	point:           ",",

	exportShort: "Grava as chamadas guardadas e a frequência para planilhas, Moodle ou impressão",
	exportLong: `Grava o que foi das chamadas guardadas de uma turma, em um arquivo novo ou na saída padrão:

  csv     alunos em linhas, chamadas em colunas, e a frequência
  xlsx    pasta de trabalho com o diário, o resumo e as correções
  json    os registros inteiros, para programas
  html    o diário para imprimir e assinar, em A4 deitado
  moodle  uma só chamada, como o plugin de presença (attendance) do Moodle importa

Planilhas que abrem um csv tiram os zeros à esquerda das matrículas; o xlsx os mantém.
Chamadas que não contam ficam só nas correções do xlsx e no json. O arquivo aparece inteiro ou não
aparece, e nada é escrito por cima.`,
	examplePage:    "diario.html",
	flagFormat:     "`FORMATO`: csv, xlsx, json, html ou moodle (padrão: o do nome em --out, ou csv)",
	flagOut:        "grava neste `ARQUIVO`, que não pode existir (padrão: saída padrão)",
	flagMoodleRoll: "para o moodle: qual `CHAMADA`, como em list (padrão: a aberta, ou a última)",
	badFormat:      "%q não é um formato: use %s",
	badMoodle: "o formato moodle é de uma chamada só, com --roll; --from, --until e --planned são " +
		"dos outros",
	badScreen:     "uma pasta de trabalho não se mostra na tela: use --out ARQUIVO.xlsx",
	exportNothing: "nenhuma chamada guardada, nada foi gravado",
	exportOpen: "AVISO: turma %d: a chamada de %s está aberta; o arquivo tem o que havia até " +
		"agora",
	exportVoid: "AVISO: turma %d: a chamada de %s não conta (foi anulada); ao importá-la, o Moodle " +
		"a conta",
	exportInactive: "AVISO: turma %d: com marca, mas sem matrícula ativa nesse dia, e por isso " +
		"fora do arquivo: %d",
	exportUnknown: "AVISO: turma %d: fora da lista da turma e do arquivo: %d",
	exportChanged: "AVISO: turma %d: os registros mudaram durante a exportação, e os totais podem " +
		"ser de outro momento; exporte de novo",
	exported:       "Turma %d: chamadas gravadas em %[3]s: %[2]d.",
	fileExists:     "o arquivo já existe",
	hintFileExists: "nada é escrito por cima: escolha outro nome em --out",
	noFile:         "o arquivo ou o diretório não existe",
	noPermission:   "sem permissão",

	purgeShort: "Apaga os registros de uma turma anteriores a um dia (com --apply; só um admin)",
	purgeLong: `Mostra quantos registros de chamadas da turma são de antes de um dia e, com --apply, os apaga com
as correções e as listas de que só eles precisam. Não há volta. Os registros de chamadas que
ainda estão na memória dos servidores ficam, até que elas saiam dela.`,
	flagBefore:    "só os registros de antes deste `DIA`, como 2021-08-01",
	flagApply:     "apaga; sem isso só mostra",
	missingBefore: "falta o dia: --before 2021-08-01",
	unpurged:      "Nada foi apagado: repita com --apply",
	wouldPurge:    "Turma %d: registros que seriam apagados: %d",
	purged:        "Turma %d: registros apagados: %d",
	purgedDays:    "De %s a %s",
	purgeStay:     "Registros que ficam por enquanto: %d, de antes de %s; as chamadas deles ainda estão na memória",

	states: map[subjects.State]string{
		subjects.StateLocked: "trancado", subjects.StateTransferred: "transferido",
		subjects.StateExempt: "dispensado",
	},
	waiving: map[string]string{
		"counts": "Abonada: as horas contam.", "excluded": "Abonada: as horas não contam.",
		"mixed": "Abonada: as horas contam em umas chamadas e não em outras.",
	},
}
