namespace Deis.Platform.Results;

/// <summary>What sort of expected failure an <see cref="Error"/> is. The HTTP layer maps each kind to one status
/// (docs/protocol/controller.md, "Error shapes").</summary>
public enum ErrorKind
{
    /// <summary>A rule of the domain was broken; 400 with <c>{"detail": …}</c>.</summary>
    Domain,

    /// <summary>A field of the request is invalid; 400 with a map of field name to messages.</summary>
    Field,

    /// <summary>An element of a list in the request is invalid; 400 with an array of messages.</summary>
    Items,

    /// <summary>The caller has no valid credentials; 401.</summary>
    Unauthorized,

    /// <summary>The caller may not do this; 403.</summary>
    Forbidden,

    /// <summary>The object does not exist; 404 with a bare JSON string.</summary>
    NotFound,

    /// <summary>Something else the caller named does not exist; 404 with <c>{"detail": …}</c>.</summary>
    NotFoundDetail,

    /// <summary>The change collides with the present state or changes nothing; 409.</summary>
    Conflict,

    /// <summary>The request is well formed but names something that is not set; 422.</summary>
    Unprocessable,

    /// <summary>A part behind the platform (runtime, registry, storage) failed; 503.</summary>
    Unavailable,
}
