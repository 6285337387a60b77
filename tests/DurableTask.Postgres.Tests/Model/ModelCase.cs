using System.Text.Json;

namespace DurableTask.Postgres.Tests.Model;

/// <summary>One test: programs that run at the same time.</summary>
/// <param name="Seed">Of the faults.</param>
/// <param name="Programs">The programs.</param>
internal sealed record ModelCase(int Seed, ModelProgram[] Programs)
{
    /// <summary>Simpler cases that may fail too.</summary>
    public IEnumerable<ModelCase> Shrink() =>
    [
        .. Programs.Length > 1 ? Programs.Select(program => this with { Programs = [program] }) : [],
        .. Programs.Length == 1 ? Programs[0].Shrink().Select(simpler => this with { Programs = [simpler] }) : [],
    ];

    /// <summary>What a failure prints.</summary>
    public override string ToString() => $"fault seed {Seed}, programs {JsonSerializer.Serialize(Programs)}";
}
