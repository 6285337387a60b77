using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Deis.Functions.Http;

/// <summary>The answers of the API. The one place where an <see cref="Error"/> becomes a status (docs/protocol/controller.md §2).</summary>
public static class ApiResults
{
    /// <summary>200 with a body.</summary>
    public static IResult Ok(object body) => Json(body, StatusCodes.Status200OK);

    /// <summary>201 with a body.</summary>
    public static IResult Created(object body) => Json(body, StatusCodes.Status201Created);

    /// <summary>200 without a body.</summary>
    public static IResult OkEmpty() => HttpResults.StatusCode(StatusCodes.Status200OK);

    /// <summary>201 without a body.</summary>
    public static IResult CreatedEmpty() => HttpResults.StatusCode(StatusCodes.Status201Created);

    /// <summary>204.</summary>
    public static IResult NoContent() => HttpResults.StatusCode(StatusCodes.Status204NoContent);

    /// <summary>A failure in the form <c>{"detail": …}</c>.</summary>
    public static IResult Detail(int status, string message) => Json(new ErrorDetail(message), status);

    /// <summary>A page that does not exist, as far as routing knows.</summary>
    public static IResult Unrouted() =>
        HttpResults.Text("<h1>Not Found</h1><p>The requested resource was not found on this server.</p>", "text/html", statusCode: StatusCodes.Status404NotFound);

    /// <summary>The answer for an expected failure.</summary>
    public static IResult Failure(Error error) => error.Kind switch
    {
        ErrorKind.Field when error.Field is not null => Json(Fields(error), StatusCodes.Status400BadRequest),
        ErrorKind.Items => Json(new[] { error.Message }, StatusCodes.Status400BadRequest),
        ErrorKind.Field or ErrorKind.Domain => Detail(StatusCodes.Status400BadRequest, error.Message),
        ErrorKind.Unauthorized => new UnauthorizedResult(error.Message),
        ErrorKind.Forbidden => Detail(StatusCodes.Status403Forbidden, error.Message),
        ErrorKind.NotFound => Json(error.Message, StatusCodes.Status404NotFound),
        ErrorKind.NotFoundDetail => Detail(StatusCodes.Status404NotFound, error.Message),
        ErrorKind.Conflict => Detail(StatusCodes.Status409Conflict, error.Message),
        ErrorKind.Unprocessable => Detail(StatusCodes.Status422UnprocessableEntity, error.Message),
        ErrorKind.Unavailable => Detail(StatusCodes.Status503ServiceUnavailable, error.Message),
        _ => throw new InvalidOperationException($"No status for {error.Kind}."),
    };

    /// <summary>The answer of a use case: 200 with a body made of its value, or its failure.</summary>
    public static IResult From<T>(Result<T> result, Func<T, IResult> success) =>
        result.TryGet(out var value, out var error) ? success(value) : Failure(error);

    private static JsonAnswer Json(object body, int status) => new JsonAnswer(body, ApiJson.Options, status);

    private static Dictionary<string, string[]> Fields(Error error) =>
        error.Others.Prepend(error).GroupBy(e => e.Field!).ToDictionary(g => g.Key, g => g.Select(e => e.Message).ToArray());
}
