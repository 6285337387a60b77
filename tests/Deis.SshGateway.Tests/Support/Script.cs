namespace Deis.SshGateway.Tests.Support;

/// <summary>How the platform stand-in deploys an app.</summary>
internal sealed record Script
{
    /// <summary>Lines that users see.</summary>
    public string[] Lines { get; init; } = ["Starting build... but first, coffee!", "-----> Hello app", "Build complete.", "Launching App...", "Done, app:v2 deployed to Workflow"];

    /// <summary>Why the deploy fails; null when it succeeds.</summary>
    public string? Error { get; init; }

    /// <summary>The end comes only after this.</summary>
    public Task EndsAfter { get; init; } = Task.CompletedTask;

    /// <summary>The stream of events breaks off, once, after so many lines.</summary>
    public int? BreaksOffAfter { get; init; }

    /// <summary>Status with which object storage refuses the source; null when it takes it.</summary>
    public int? UploadRefusal { get; init; }

    /// <summary>Refusal of the start; null when it is accepted.</summary>
    public string? Conflict { get; init; }
}
