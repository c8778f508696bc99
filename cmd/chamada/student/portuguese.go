package student

var portuguese = words{
	short: "Registra presenças (aluno)",
	long: `Sem subcomando, pergunta matrícula e turma, responde e pergunta de novo.
Enter na turma repete a última. Quem entra com o próprio login de aluno
(--user MATRÍCULA) só informa a turma. Com a turma na linha de comando, só se pergunta
a matrícula, que no teclado pode ter pontos, barras e hifens. A entrada pode vir de um pipe, uma linha para a
matrícula e outra para a turma; o status é então 3 se alguma presença foi
recusada e 1 se alguma falhou.`,
	presentShort: "Registra uma presença",
	flagStudent: "`MATRÍCULA` do aluno, com os zeros à esquerda; desnecessária com o login do " +
		"aluno",
	flagCode:         "`CÓDIGO` que está no projetor",
	welcome:          "boas-vindas à chamada! Conectado a %s. Ctrl-D sai.",
	promptStudent:    "Informe seu número de matrícula: ",
	promptClassAgain: "Informe o número da turma [%s]: ",
	promptCode:       "Informe o código que está no projetor: ",
	studentInClass:   "%s na turma %d",
	askWith:          "para saber o resultado: %s",
	presenceUnknown:  "não se sabe se a presença de %s na turma %d valeu; pergunte com: %s",
}
