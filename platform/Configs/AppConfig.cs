using System.Text.Json.Nodes;
using Deis.Platform.Users;

namespace Deis.Platform.Configs;

/// <summary>One complete configuration of an app as stored; never changed once written. <see cref="ConfigVault"/> opens the encrypted parts.</summary>
public sealed class AppConfig
{
    /// <summary>Primary key.</summary>
    public Guid Uuid { get; init; }

    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>Who set it.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>Who set it.</summary>
    public User? Owner { get; init; }

    /// <summary>Environment of the app's processes, encrypted.</summary>
    public required byte[] ProtectedValues { get; init; }

    /// <summary>Credentials of a private registry, encrypted.</summary>
    public required byte[] ProtectedRegistry { get; init; }

    /// <summary>Memory limit by process type.</summary>
    public Dictionary<string, string> Memory { get; init; } = [];

    /// <summary>CPU limit by process type.</summary>
    public Dictionary<string, string> Cpu { get; init; } = [];

    /// <summary>Node labels that processes want.</summary>
    public Dictionary<string, string> Tags { get; init; } = [];

    /// <summary>Health checks by process type.</summary>
    public JsonObject Healthcheck { get; init; } = [];

    /// <summary>Commands to run after start, by process type.</summary>
    public Dictionary<string, string> LifecyclePostStart { get; init; } = [];

    /// <summary>Commands to run before stop, by process type.</summary>
    public Dictionary<string, string> LifecyclePreStop { get; init; } = [];

    /// <summary>Seconds between SIGTERM and SIGKILL, by process type.</summary>
    public Dictionary<string, string> TerminationGracePeriod { get; init; } = [];

    /// <summary>When it was set.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Updated { get; init; }
}
