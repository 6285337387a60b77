namespace DurableTask.Postgres.Schema;

/// <summary>One migration script.</summary>
/// <param name="Name">Its name; scripts of a set run in ordinal order of their names, so names begin with a date.</param>
/// <param name="Sql">Its statements.</param>
public sealed record SchemaMigration(string Name, string Sql);
