package export

import "github.com/chamada/chamada/subjects"

var portuguese = words{
	code:  "pt-BR",
	diary: "Diário", summary: "Resumo", corrections: "Correções",
	student: "MATRÍCULA", name: "NOME", hours: "HORAS DADAS", missed: "HORAS DE FALTA",
	frequency: "FREQUÊNCIA", planned: "FREQUÊNCIA DO PREVISTO", mayMiss: "PODE FALTAR",
	remark: "OBSERVAÇÃO", rollCall: "CHAMADA", subject: "O QUÊ", before: "ANTES", after: "DEPOIS",
	by: "QUEM", at: "QUANDO", reason: "MOTIVO",
	wholeRoll: "a chamada toda", void: "não conta", onPaper: "feita no papel",
	isLost: "o diário do servidor foi danificado durante a chamada e reparado depois; " +
		"podem faltar alunos",
	notListed: "fora da lista da turma", erased: "dados apagados",
	class: "Turma", teacher: "Professor", period: "Período", until: "a",
	page:           "Parte",
	given:          "Chamadas que contam",
	legend:         "Legenda",
	unlistedLegend: "esteve, fora da lista da turma", nobody: "não esperado",
	hoursNote: "Faltas em horas; a frequência é a parte das horas dadas que não foi perdida.",
	rules:     "Podem faltar até 25 % das horas.", signature: "Assinatura do professor",
	date:  "Data",
	point: ",", minute: "02/01/2006 15:04", minuteCells: "dd/mm/yyyy hh:mm", day: "02/01/2006",
	dayMonth: "02/01", comma: ';',

	marks: map[subjects.Mark]string{
		subjects.MarkPresent: "P", subjects.MarkLate: "AT", subjects.MarkAbsent: "F",
		subjects.MarkExcused: "FJ", subjects.MarkWaived: "AB",
	},
	meaning: map[subjects.Mark]string{
		subjects.MarkPresent: "presente", subjects.MarkLate: "atrasado",
		subjects.MarkAbsent: "falta", subjects.MarkExcused: "falta justificada",
		subjects.MarkWaived: "falta abonada",
	},
	alerts: map[subjects.Alert]string{
		subjects.AlertNone: "", subjects.AlertHalf: "metade do limite",
		subjects.AlertNear: "perto do limite", subjects.AlertOver: "PASSOU DO LIMITE",
	},
	waived: map[string]string{
		"counts": "Abonada: as horas contam.", "excluded": "Abonada: as horas não contam.",
		"mixed": "Abonada: as horas contam em umas chamadas e não em outras.",
	},
}
