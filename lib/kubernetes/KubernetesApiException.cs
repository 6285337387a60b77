using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deis.Kubernetes;

/// <summary>The API server refused a request; carries the server's own account of it.</summary>
/// <param name="status">What the server said; made up from the answer when it said something else than a status.</param>
/// <param name="inner">The exception of the client library.</param>
public sealed class KubernetesApiException(V1Status status, Exception? inner = null) : Exception(Describe(status), inner)
{
    /// <summary>The server's status object.</summary>
    public V1Status Status { get; } = status;

    /// <summary>HTTP status code.</summary>
    public HttpStatusCode Code => (HttpStatusCode)(Status.Code ?? 0);

    /// <summary>The server's reason, for example <c>AlreadyExists</c>; empty when it gave none.</summary>
    public string Reason => Status.Reason ?? "";

    /// <summary>True when the object, its namespace or its kind does not exist.</summary>
    public bool IsNotFound => Code == HttpStatusCode.NotFound;

    /// <summary>True when an object of that name exists already.</summary>
    public bool AlreadyExists => Reason == "AlreadyExists";

    /// <summary>True when the object was changed meanwhile, or other managers own fields of an apply (<see cref="ApplyConflicts"/>).</summary>
    public bool IsConflict => Reason == "Conflict";

    /// <summary>True when something was to be made in a namespace that is being deleted.</summary>
    public bool IsNamespaceTerminating =>
        Code == HttpStatusCode.Forbidden && (Status.Details?.Causes ?? []).Any(cause => cause.Reason == "NamespaceTerminating");

    /// <summary>True when a watch or a page begins at a version that the server no longer has; everything must be listed again.</summary>
    public bool IsExpired => Code == HttpStatusCode.Gone;

    /// <summary>The fields of an apply that other managers own.</summary>
    public IReadOnlyList<ApplyConflict> ApplyConflicts =>
        [.. (Status.Details?.Causes ?? []).Where(cause => cause.Reason == "FieldManagerConflict").Select(cause => new ApplyConflict(cause.Field, cause.Message))];

    /// <summary>Makes one of the client library's exception for an answer outside 2xx.</summary>
    public static KubernetesApiException From(HttpOperationException exception) =>
        new(Parse(exception.Response.Content, exception.Response.StatusCode), exception);

    /// <summary>The status in the body of an answer.</summary>
    internal static V1Status Parse(string? body, HttpStatusCode code)
    {
        try
        {
            if (!string.IsNullOrEmpty(body) && KubernetesJson.Deserialize<V1Status>(body) is { Kind: "Status" } status)
            {
                status.Code ??= (int)code;
                return status;
            }
        }
        catch (System.Text.Json.JsonException)
        {
            // a proxy in between, or a server that is not ready, answers with text
        }
        return new V1Status { Code = (int)code, Message = string.IsNullOrWhiteSpace(body) ? $"HTTP {(int)code}" : $"HTTP {(int)code}: {Shorten(body.Trim())}" };
    }

    private static string Shorten(string text) => text.Length <= 300 ? text : text[..300] + "...";

    private static string Describe(V1Status status) => $"The Kubernetes API answered {status.Code}{(string.IsNullOrEmpty(status.Reason) ? "" : $" ({status.Reason})")}: {status.Message}";
}
