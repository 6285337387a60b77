namespace DurableTask.Postgres.Tests.Worker;

/// <summary>An exception whose assembly a test loads twice.</summary>
/// <param name="message">The text.</param>
public sealed class SampleException(string message) : Exception(message);
