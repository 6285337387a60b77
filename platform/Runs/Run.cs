namespace Deis.Platform.Runs;

/// <summary>A one-off command of a user, run once from an app's release (docs/protocol/controller.md §9).</summary>
public sealed class Run
{
    /// <summary>Identity.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The app.</summary>
    public required Guid AppId { get; init; }

    /// <summary>The release whose build and configuration it runs with.</summary>
    public required Guid ReleaseId { get; init; }

    /// <summary>Id of the operation that carries it out.</summary>
    public required string Operation { get; init; }

    /// <summary>Name of its process, <c>&lt;app&gt;-run-&lt;5 characters&gt;</c>.</summary>
    public required string Process { get; init; }

    /// <summary>The command as <see cref="RunVault"/> seals it.</summary>
    public required byte[] ProtectedCommand { get; init; }

    /// <summary>Its output is not kept here: nobody waits for it and the app's log has it, or somebody talks to it and sees it himself.</summary>
    public required bool Detached { get; init; }

    /// <summary>Its exit code; null while it runs, and when it did not come to its own end.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Its output as <see cref="RunVault"/> seals it; null while it runs, and of detached commands.</summary>
    public byte[]? ProtectedOutput { get; set; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Created { get; init; }
}
