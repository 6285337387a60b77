using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deis.TestSupport.Web;

/// <summary>A web server of this machine that gives out what it was given, on a free port of 127.0.0.1.</summary>
public sealed class TestWeb : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, (string Type, byte[] Content)> _pages = new();
    private readonly ConcurrentDictionary<string, string> _redirects = new();
    private readonly ConcurrentQueue<string> _asked = new();

    private TestWeb(WebApplication server) => _server = server;

    /// <summary>User and password to ask for; null for a server that is open to everybody.</summary>
    public (string User, string Password)? Credentials { get; init; }

    /// <summary>Host and port.</summary>
    public string Authority => new Uri(_server.Urls.Single()).Authority;

    /// <summary>The paths that were asked for and found, in order.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>Starts a server.</summary>
    public static async Task<TestWeb> StartAsync((string User, string Password)? credentials = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var web = new TestWeb(builder.Build()) { Credentials = credentials };
        web._server.Run(web.AnswerAsync);
        await web._server.StartAsync();
        return web;
    }

    /// <summary>Makes a page; its full address without credentials.</summary>
    public string Put(string path, byte[] content, string type = "application/octet-stream")
    {
        _pages[path] = (type, content);
        return Address(path);
    }

    /// <summary>Makes a page that leads to another one.</summary>
    public string Redirect(string path, string to)
    {
        _redirects[path] = to;
        return Address(path);
    }

    /// <summary>Serves the files of a folder.</summary>
    public void PutFolder(string path, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            Put($"{path}/{Path.GetRelativePath(folder, file)}", File.ReadAllBytes(file));
    }

    /// <summary>The address of a path.</summary>
    public string Address(string path) => $"http://{Authority}{path}";

    /// <summary>The address of a path as somebody writes it who has to say who he is.</summary>
    public string AddressWithCredentials(string path) =>
        Credentials is var (user, password) ? $"http://{user}:{password}@{Authority}{path}" : Address(path);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (!MayEnter(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"test\"";
            return Task.CompletedTask;
        }
        if (_redirects.TryGetValue(path, out var to))
        {
            context.Response.Redirect(to);
            return Task.CompletedTask;
        }
        if (!_pages.TryGetValue(path, out var page))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        _asked.Enqueue(path);
        context.Response.ContentType = page.Type;
        context.Response.ContentLength = page.Content.Length;
        return context.Response.Body.WriteAsync(page.Content, context.RequestAborted).AsTask();
    }

    private bool MayEnter(HttpRequest request)
    {
        if (Credentials is not var (user, password))
            return true;
        return AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var said)
            && said.Parameter == Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
    }
}
