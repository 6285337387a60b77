using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Operations;

/// <summary>202: the operation has started; <c>Location</c> says where to look.</summary>
/// <param name="location">Where to look.</param>
/// <param name="operation">Id of the operation.</param>
/// <param name="body">What else is known of it; null for the id alone.</param>
internal sealed class AcceptedResult(string location, string operation, object? body = null) : IResult
{
    /// <summary>The answer for an operation of an app whose end nobody waits for, because the request asks for that (<see cref="Preference"/>).</summary>
    public static AcceptedResult Preferred(HttpRequest request, string app, string operation, object? body = null)
    {
        Preference.Apply(request);
        return new AcceptedResult(LocationOf(app, operation), operation, body);
    }

    /// <summary>Where an operation of an app is looked at.</summary>
    public static string LocationOf(string app, string operation) => $"/v2/apps/{app}/operations/{operation}";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = location;
        return new JsonAnswer(body ?? new StartedOperation(operation), ApiJson.Options, StatusCodes.Status202Accepted).ExecuteAsync(httpContext);
    }
}
