namespace Deis.Client.Apps;

/// <summary>An app.</summary>
public sealed record App
{
    /// <summary>Name of the app.</summary>
    public required string Id { get; init; }

    /// <summary>Permanent identity.</summary>
    public string Uuid { get; init; } = "";

    /// <summary>User who owns it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Number of processes that were asked for, by type.</summary>
    public IReadOnlyDictionary<string, int>? Structure { get; init; }

    /// <summary>Commands by process type, as the Procfile of the latest build has them.</summary>
    public IReadOnlyDictionary<string, string>? ProcfileStructure { get; init; }

    /// <summary>When it was made, as the server writes it.</summary>
    public string Created { get; init; } = "";

    /// <summary>When it was last changed, as the server writes it.</summary>
    public string Updated { get; init; } = "";
}
