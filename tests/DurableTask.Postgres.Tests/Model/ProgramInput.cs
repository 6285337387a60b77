namespace DurableTask.Postgres.Tests.Model;

/// <summary>Input of the orchestrator that runs programs.</summary>
/// <param name="Program">The program.</param>
/// <param name="Generation">How often it was continued as new.</param>
/// <param name="Past">Results of the generations before.</param>
internal sealed record ProgramInput(ModelProgram Program, int Generation = 0, string Past = "");
