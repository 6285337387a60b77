namespace DurableTask.Postgres.Tests.Model;

/// <summary>A program throws on purpose.</summary>
internal sealed class ModelFailure(string message) : Exception(message);
