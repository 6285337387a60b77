using System.Text.Json.Nodes;
using Deis.Functions.Tests.Support;
using Deis.TestSupport.Tls;

namespace Deis.Functions.Tests.Reference;

/// <summary>The examples of the document: they are what the schemas beside them say, and what the API takes.</summary>
[Collection(ApiCollection.Name)]
public sealed class ExampleTests(ApiFixture fixture)
{
    [Fact]
    public async Task Examples_OfEveryOperation_MatchTheirSchemas()
    {
        var api = await DescribedApi.ReadAsync();
        var mistakes = new List<string>();
        foreach (var operation in api.Operations)
        {
            var parts = operation.Node["responses"]!.AsObject().Select(answer => api.Resolve(answer.Value!)).Append(operation.Node["requestBody"]);
            foreach (var (type, media) in parts.SelectMany(part => part?["content"]?.AsObject() ?? []).Where(content => content.Key == "application/json"))
            {
                mistakes.AddRange(Examples(media!).Select(example => api.Mismatch(media!, example)).OfType<string>().Select(mistake => $"{operation.Id}: {mistake}"));
            }
        }

        mistakes.ShouldBeEmpty();
    }

    [Fact]
    public async Task RequestExamples_SentToTheApi_AreTaken()
    {
        var api = await DescribedApi.ReadAsync();
        var mistakes = new List<string>();
        // Instances of orchestrations take any JSON.
        foreach (var operation in api.Operations.Where(one => one.Template.StartsWith("/v2/", StringComparison.Ordinal)))
        {
            if (operation.Node["requestBody"]?["content"]?["application/json"] is { } media)
            {
                var (path, answer) = await SendAsync(operation, Examples(media).First()!.ToJsonString());
                var mistake = answer.Status < 400 ? api.Untold(operation.Verb, path, null, answer) : $"{answer.Status} {answer.Body}";
                if (mistake is not null)
                {
                    mistakes.Add($"{operation.Id}: {mistake}");
                }
            }
        }

        mistakes.ShouldBeEmpty();
    }

    private static IEnumerable<JsonNode?> Examples(JsonNode media) =>
        media["examples"] is JsonObject several ? several.Select(example => example.Value!["value"]) : [media["example"]];

    private async Task<(string Path, ApiAnswer Answer)> SendAsync(DescribedOperation operation, string body)
    {
        var cast = await CastAsync(operation.Id);
        string Fill(string text) => cast.Names.Aggregate(text, (filled, name) => filled.Replace(name.Key, name.Value, StringComparison.Ordinal));
        var path = (operation.Node["parameters"]?.AsArray() ?? []).Where(one => one!["in"]!.GetValue<string>() == "path")
            .Aggregate(operation.Template, (at, one) => at.Replace($"{{{one!["name"]}}}", Fill(one["example"]!.GetValue<string>()), StringComparison.Ordinal));
        var request = fixture.Api.Request(operation.Verb, path).WithBody(Fill(WithCertificate(body)), "application/json");
        var ways = operation.Node["security"]?.AsArray().SelectMany(way => way!.AsObject().Select(one => one.Key)).ToList() ?? [];
        return (path, await (ways.Contains("builder") ? request.WithBuilderKey() : ways.Contains("token") ? request.As(cast.User) : request).SendAsync());
    }

    /// <summary>An administrator with a running app, a friend, and fresh names in the place of those of the examples.</summary>
    private async Task<(TestUser User, Dictionary<string, string> Names)> CastAsync(string operation)
    {
        var user = await fixture.Api.AddUserAsync(isAdmin: true);
        var friend = await fixture.Api.AddUserAsync();
        var app = await fixture.Api.AddRunningAppAsync(user, "web", "api");
        var unique = Guid.NewGuid().ToString("N")[..12];
        if (operation is "config-change")
        {
            (await fixture.Api.Post($"/v2/apps/{app}/config", new { values = new { OLD = "1" } }, user).SendAsync()).ShouldHaveStatus(201);
        }
        if (operation.StartsWith("certs-attach", StringComparison.Ordinal))
        {
            var made = TestCertificate.For("www.example.com");
            (await fixture.Api.Post("/v2/certs", new { name = $"cert-{unique}", certificate = made.Chain, key = made.Key }, user).SendAsync()).ShouldHaveStatus(201);
            (await fixture.Api.Post($"/v2/apps/{app}/domains", new { domain = $"{unique}.example.com" }, user).SendAsync()).ShouldHaveStatus(201);
        }
        if (operation is "whitelist-remove" or "services-remove")
        {
            (await fixture.Api.Post($"/v2/apps/{app}/whitelist", new { addresses = new[] { "203.0.113.7", "198.51.100.0/24" } }, user).SendAsync()).ShouldHaveStatus(201);
            (await fixture.Api.Post($"/v2/apps/{app}/services", new { procfile_type = "api", path_pattern = "/api" }, user).SendAsync()).ShouldHaveStatus(201);
        }
        var names = new Dictionary<string, string>
        {
            ["alice@laptop"] = $"key-{unique}",
            ["AAAAC3NzaC1lZDI1NTE5AAAAIO3kR0mVJbq2p3mZc1u6h8o4f5d7s9a1g2j3k4l5m6n7"] = Convert.ToBase64String(Guid.NewGuid().ToByteArray()),
            ["shop-2026"] = $"cert-{unique}",
            ["www.example.com"] = $"{unique}.example.com",
            ["push-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c"] = $"push-{Guid.NewGuid():N}",
            ["alice"] = operation is "auth-register" ? $"new{unique}" : user.Name,
            ["bob"] = friend.Name,
            ["shop"] = operation is "apps-create" ? $"app-{unique}" : app,
        };
        if (operation is "auth-cancel")
        {
            // Whoever has an app stays.
            names["alice"] = friend.Name;
        }
        return (user, names);
    }

    // A private key has no place in a document, so the test puts one in.
    private static string WithCertificate(string body)
    {
        if (JsonNode.Parse(body) is not JsonObject fields || !fields.ContainsKey("certificate"))
        {
            return body;
        }
        var made = TestCertificate.For("www.example.com");
        (fields["certificate"], fields["key"]) = (made.Chain, made.Key);
        return fields.ToJsonString();
    }
}
