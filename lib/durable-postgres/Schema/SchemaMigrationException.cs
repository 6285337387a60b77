namespace DurableTask.Postgres.Schema;

/// <summary>The database does not fit the scripts of this program.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class SchemaMigrationException(string message) : Exception(message);
