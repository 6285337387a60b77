namespace DurableTask.Postgres.Tests.Support;

/// <summary>How many rows a hub has.</summary>
public sealed record StoredRows(long Ready, long Messages, long Timers, long Activities);
