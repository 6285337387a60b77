using System.Text.Json.Serialization;

namespace Deis.Cli.Profiles;

/// <summary>What a login leaves behind: who, where, and with which token (docs/protocol/cli.md §2). Order is that of the file.</summary>
internal sealed record Profile
{
    private const int DefaultLimit = 100;

    public string Username { get; init; } = "";

    /// <summary>Whether TLS certificates are verified; absent means no.</summary>
    public bool SslVerify { get; init; }

    /// <summary>Controller URL as normalised at login.</summary>
    public string Controller { get; init; } = "";

    public string Token { get; init; } = "";

    /// <summary>How many entries listings show; 0 or less means the default.</summary>
    public int ResponseLimit { get; init; }

    /// <summary>Base of git remotes, when the controller named one; else it follows from the controller's host name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BuilderUrl { get; init; }

    [JsonIgnore]
    public int Limit => ResponseLimit > 0 ? ResponseLimit : DefaultLimit;

    [JsonIgnore]
    public Uri ControllerUri => new(Controller);
}
