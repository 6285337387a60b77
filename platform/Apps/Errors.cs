using Deis.Platform.Results;

namespace Deis.Platform.Apps;

/// <summary>What can go wrong with apps, in the words of docs/protocol/controller.md §5.</summary>
public static class Errors
{
    /// <summary>There is no such app.</summary>
    public static Error NotFound { get; } = Error.NotFound("App");

    /// <summary>The runtime could not make the app's place.</summary>
    public static Error RuntimeFailed { get; } = Error.Unavailable("Kubernetes resources could not be created");

    /// <summary>The cluster has a namespace of that name, of somebody else.</summary>
    public static Error PlaceTaken(string id) => Error.Conflict($"{id} already exists as a namespace in this Kubernetes cluster and is no app's; choose another name.");

    /// <summary>The app is on its way out.</summary>
    public static Error Destroying(string id) => Error.Conflict($"{id} is being destroyed. If that did not end well, destroy it again.");

    internal static Error Taken { get; } = Error.ForField("id", "Application with this id already exists.");

    internal static Error InvalidId { get; } = Error.ForField(
        "id",
        "App name must start with an alphabetic character, cannot end with a hyphen and can only contain a-z (lowercase), 0-9 and hyphens.");

    internal static Error Reserved(string id) => Error.ForField("id", $"{id} is a reserved name.");

    internal static Error DomainTaken(string id) => Error.ForField("id", $"The domain {id} is already in use by another app; choose another name.");
}
