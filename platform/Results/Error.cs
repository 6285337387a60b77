namespace Deis.Platform.Results;

/// <summary>An expected failure as a value.</summary>
/// <param name="Kind">The sort of failure; decides the HTTP status.</param>
/// <param name="Message">The text the user reads: what is wrong and, where it helps, what to do.</param>
/// <param name="Field">The request field at fault, for <see cref="ErrorKind.Field"/>; otherwise null.</param>
public sealed record Error(ErrorKind Kind, string Message, string? Field = null)
{
    /// <summary>The other invalid fields of the same request.</summary>
    public IReadOnlyList<Error> Others { get; private init; } = [];

    /// <summary>A broken domain rule.</summary>
    public static Error Domain(string message) => new(ErrorKind.Domain, message);

    /// <summary>An invalid request field; <paramref name="field"/> is its wire name.</summary>
    public static Error ForField(string field, string message) => new(ErrorKind.Field, message, field);

    /// <summary>An invalid element of a list.</summary>
    public static Error ForItems(string message) => new(ErrorKind.Items, message);

    /// <summary>Several invalid fields as one failure; <paramref name="errors"/> is not empty.</summary>
    public static Error ForFields(IReadOnlyList<Error> errors) => errors[0] with { Others = [.. errors.Skip(1)] };

    /// <summary>The default refusal text of the API.</summary>
    public static Error Forbidden(string message = "You do not have permission to perform this action.") => new(ErrorKind.Forbidden, message);

    /// <summary>The caller has not shown valid credentials.</summary>
    public static Error Unauthorized(string message) => new(ErrorKind.Unauthorized, message);

    /// <summary>An object of type <paramref name="type"/> (wire name, for example <c>App</c>) was not found.</summary>
    public static Error NotFound(string type) => new(ErrorKind.NotFound, $"No {type} matches the given query.");

    /// <summary>Something other than an object of its own was not found.</summary>
    public static Error NotFoundDetail(string message) => new(ErrorKind.NotFoundDetail, message);

    /// <summary>A collision with the present state.</summary>
    public static Error Conflict(string message) => new(ErrorKind.Conflict, message);

    /// <summary>Something to unset is not set.</summary>
    public static Error Unprocessable(string message) => new(ErrorKind.Unprocessable, message);

    /// <summary>A part behind the platform failed.</summary>
    public static Error Unavailable(string message) => new(ErrorKind.Unavailable, message);
}
