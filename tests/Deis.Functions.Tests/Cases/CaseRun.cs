using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deis.Functions.Tests.Reference;
using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Cases;

/// <summary>Does what the lines of one case say.</summary>
public sealed partial class CaseRun(ApiFixture fixture) : IAsyncDisposable
{
    private ApiHost _api = fixture.Api;
    private ApiHost? _own;
    private CaseCast _cast = new(fixture.Api);
    private ApiRequest? _request;
    private (string Method, string Path, string Body) _asked;
    private ApiAnswer? _answer;

    private ApiAnswer Answer => _answer ?? throw new InvalidDataException("Nothing was answered yet.");

    /// <summary>Does what a line says.</summary>
    public async Task DoAsync(string line)
    {
        var (word, rest) = Split(line);
        if (word == "platform")
        {
            await StartPlatformAsync(rest);
            return;
        }
        rest = await _cast.FillAsync(rest);
        if (Status().IsMatch(word))
        {
            await CheckAnswerAsync(int.Parse(word, CultureInfo.InvariantCulture), rest);
            return;
        }
        switch (word)
        {
            case "given":
                await new CaseStage(_api).SetAsync(rest, await _cast.FillAsync("{app}"), await _cast.UserAsync("owner"));
                break;
            case "with":
                var (name, value) = Split(rest, ": ");
                Request().WithHeader(name, value);
                break;
            case "body":
                var (type, text) = Split(rest);
                Request().WithBody(text, type);
                break;
            case "header":
                var (header, expected) = Split(rest, ": ");
                Check(JsonShape.Difference(expected, Answer.Header(header), header));
                break;
            case "keys":
                Answer.Keys.Order(StringComparer.Ordinal).ShouldBe(rest.Split(' ').Order(StringComparer.Ordinal));
                break;
            case "keep":
                var (kept, path) = Split(rest);
                _cast.Keep(kept, path.Split('.').Aggregate(Answer.Json, Child).ToString());
                break;
            default:
                await BeginRequestAsync(word, rest);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    private static (string First, string Second) Split(string text, string separator = " ")
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + separator.Length)..].Trim());
    }

    private static JsonNode Child(JsonNode node, string step) => (node is JsonArray items ? items[int.Parse(step, CultureInfo.InvariantCulture)] : node[step])!;

    private static JsonObject? ObjectOf(string text) => text.StartsWith('{') ? TryParse(text) : null;

    // Some cases send what is no JSON.
    private static JsonObject? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Check(string? difference) => difference.ShouldBeNull();

    private ApiRequest Request() => _request ?? throw new InvalidDataException("No request was begun.");

    /// <summary>A platform of its own with an empty database, for what changes how the whole platform behaves.</summary>
    private async Task StartPlatformAsync(string settings)
    {
        _own = _api = await fixture.StartAsync([.. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => Split(setting, "="))]);
        _cast = new CaseCast(_api);
    }

    private async Task BeginRequestAsync(string who, string what)
    {
        var (method, target) = Split(what);
        var (path, body) = Split(target);
        var request = _api.Request(method, path);
        _request = who switch
        {
            "anonymous" => request,
            "builder" => request.WithBuilderKey(),
            "owner" or "stranger" or "friend" or "admin" => request.As(await _cast.UserAsync(who)),
            _ => throw new InvalidDataException($"A line begins with {who}, which means nothing."),
        };
        _asked = (method, path, body);
        if (body.Length > 0)
        {
            _request.WithBody(body, "application/json");
        }
    }

    private async Task CheckAnswerAsync(int status, string expected)
    {
        _answer = (await Request().SendAsync()).ShouldHaveStatus(status);
        _request = null;
        Check((await DescribedApi.ReadAsync()).Untold(_asked.Method, _asked.Path, ObjectOf(_asked.Body), _answer));
        if (expected == "empty")
        {
            _answer.Body.ShouldBeEmpty();
        }
        else if (expected.Length > 0 && expected[0] is '{' or '[' or '"')
        {
            Check(JsonShape.Difference(JsonNode.Parse(expected), _answer.Json));
        }
        else if (expected.Length > 0)
        {
            _answer.Body.ShouldContain(expected);
        }
    }

    [GeneratedRegex(@"^\d{3}\z")]
    private static partial Regex Status();
}
