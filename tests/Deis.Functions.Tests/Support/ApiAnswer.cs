using System.Text.Json.Nodes;

namespace Deis.Functions.Tests.Support;

/// <summary>An answer, read to its end.</summary>
public sealed class ApiAnswer(HttpResponseMessage response, string body)
{
    public int Status { get; } = (int)response.StatusCode;

    public string Body { get; } = body;

    public string? ContentType { get; } = response.Content.Headers.ContentType?.ToString();

    public JsonNode Json => JsonNode.Parse(Body)!;

    public JsonArray Results => Json["results"]!.AsArray();

    /// <summary>The names of the body's fields, in their order.</summary>
    public IEnumerable<string> Keys => Json.AsObject().Select(entry => entry.Key);

    public string? Header(string name)
    {
        if (response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values))
        {
            return string.Join(", ", values);
        }
        return null;
    }

    public ApiAnswer ShouldHaveStatus(int status)
    {
        Status.ShouldBe(status, Body);
        return this;
    }

    /// <summary>A failure in the form <c>{"detail": …}</c>.</summary>
    public void ShouldFail(int status, string detail)
    {
        ShouldHaveStatus(status);
        Json["detail"]!.GetValue<string>().ShouldBe(detail);
    }

    /// <summary>A failure that is one JSON text.</summary>
    public void ShouldNotFind(string type)
    {
        ShouldHaveStatus(404);
        Body.ShouldBe($"\"No {type} matches the given query.\"");
    }

    /// <summary>A failure of one field.</summary>
    public void ShouldRefuseField(string field, string message)
    {
        ShouldHaveStatus(400);
        Json[field].ShouldNotBeNull(Body).AsArray().Select(m => m!.GetValue<string>()).ShouldContain(message);
    }
}
