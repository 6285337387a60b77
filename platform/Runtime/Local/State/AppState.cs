namespace Deis.Platform.Runtime.Local.State;

/// <summary>What is remembered of an app as a whole. Immutable.</summary>
internal sealed record AppState
{
    /// <summary>Number of the app's own user, counted from <see cref="LocalRuntimeOptions.FirstUserId"/>.</summary>
    public required int User { get; init; }

    /// <summary>Its routing, once published.</summary>
    public AppRouting? Routing { get; init; }

    /// <summary>Who waits for the app to be gone; null while nobody asked for that.</summary>
    public Correlation? Destroying { get; init; }
}
