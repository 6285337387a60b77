using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Deis.Functions.Tests.Support;

/// <summary>Builds one request and sends it.</summary>
public sealed class ApiRequest(HttpClient http, HttpMethod method, string path)
{
    private readonly List<(string Name, string Value)> _headers = [];
    private (byte[] Body, string ContentType)? _body;

    public ApiRequest As(TestUser? user) => user is null ? this : WithHeader("Authorization", $"token {user.Token}");

    public ApiRequest WithBuilderKey(string key = ApiHost.BuilderKey) => WithHeader("X-Deis-Builder-Auth", key);

    public ApiRequest WithHeader(string name, string value)
    {
        _headers.Add((name, value));
        return this;
    }

    /// <summary>A JSON body; null sends the content type without a body, as the CLI does.</summary>
    public ApiRequest WithJson(object? body) => WithBody(body is null ? "" : JsonSerializer.Serialize(body), "application/json");

    public ApiRequest WithBody(string body, string contentType) => WithBody(Encoding.UTF8.GetBytes(body), contentType);

    public ApiRequest WithBody(byte[] body, string contentType)
    {
        _body = (body, contentType);
        return this;
    }

    public async Task<ApiAnswer> SendAsync()
    {
        using var response = await OpenAsync();
        return new ApiAnswer(response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The answer as soon as its headers are there; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> OpenAsync()
    {
        // Put together as text: the path may begin with two slashes.
        using var message = new HttpRequestMessage(method, $"{http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{path}");
        if (_body is var (body, contentType))
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        foreach (var (name, value) in _headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
        return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
    }
}
