namespace DurableTask.Postgres.Schema;

/// <summary>One migration script.</summary>
/// <param name="Name">Its name; scripts of a set run in ordinal order of their names, so names begin with a date.</param>
/// <param name="Sql">Its statements.</param>
public sealed record SchemaMigration(string Name, string Sql)
{
    /// <summary>How a script begins that programs may run beside which do not know it; the reason follows.</summary>
    public const string CompatibleMark = "-- compatible:";

    /// <summary>True: programs that do not know this script work with a database that has it.</summary>
    public bool IsCompatible => Sql.StartsWith(CompatibleMark, StringComparison.Ordinal);
}
