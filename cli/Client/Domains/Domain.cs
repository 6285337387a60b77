namespace Deis.Client.Domains;

/// <summary>A host name of an app.</summary>
public sealed record Domain
{
    /// <summary>The name; without a dot it is a label below the platform's domain.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("domain")]
    public required string Name { get; init; }
}
