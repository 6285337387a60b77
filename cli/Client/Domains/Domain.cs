namespace Deis.Client.Domains;

/// <summary>A host name of an app.</summary>
public sealed record Domain
{
    /// <summary>The name; without a dot it is a label below the platform's domain.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("domain")]
    public required string Name { get; init; }

    /// <summary>App that it leads to.</summary>
    public string App { get; init; } = "";

    /// <summary>User who added it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When it was added, as the server writes it.</summary>
    public string Created { get; init; } = "";

    /// <summary>When it was last changed, as the server writes it.</summary>
    public string Updated { get; init; } = "";
}
