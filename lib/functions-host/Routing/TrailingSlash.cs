namespace Deis.FunctionsHost.Routing;

/// <summary>Whether the path of a request ends with a slash.</summary>
public enum TrailingSlash
{
    /// <summary>With or without; the norm.</summary>
    Optional,

    /// <summary>It must; without, the route does not match.</summary>
    Required,

    /// <summary>It must not; with, the route does not match.</summary>
    Forbidden,
}
