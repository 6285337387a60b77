namespace Deis.Platform.Operations;

/// <summary>A change to an app that an orchestration carries out. Its state is the orchestration's; this row says what it is and whose.</summary>
public sealed class Operation
{
    /// <summary>Instance id of the orchestration.</summary>
    public required string Id { get; init; }

    /// <summary>App id at the time.</summary>
    public required string App { get; init; }

    /// <summary>The app; the row outlives it.</summary>
    public Guid AppId { get; init; }

    /// <summary>Who asked for it.</summary>
    public Guid UserId { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Username { get; init; }

    /// <summary><c>create</c>, <c>deploy</c>, <c>scale</c>, <c>restart</c>, <c>run</c>, <c>route</c>, <c>autoscale</c>, <c>destroy</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>True until it has come to its own end. When its orchestration ends otherwise, its remains are tidied up and it is closed.</summary>
    public bool Open { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Created { get; init; }
}
