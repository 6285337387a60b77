namespace DurableTask.Postgres.Store;

/// <summary>Who a worker is.</summary>
/// <param name="Id">New at each start.</param>
/// <param name="Machine">Names the process table that <paramref name="Pid"/> belongs to.</param>
/// <param name="Pid">Its process.</param>
/// <param name="PidStarted">When that process started, to tell it from a later one with the same number.</param>
internal sealed record WorkerIdentity(Guid Id, string Machine, int Pid, long PidStarted);
