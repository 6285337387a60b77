namespace DurableTask.Postgres.Testing.Faults;

/// <summary>A commit that a worker tries.</summary>
/// <param name="Number">How many there were so far, this one included.</param>
/// <param name="Steps">Steps in it.</param>
/// <param name="Results">Results of activities in it that go to their instances as messages.</param>
internal sealed record CommitTry(int Number, int Steps, int Results);
