using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Deis.Functions.Reference;

/// <summary>The files of the reference, which are in the assembly; each is read when it is first asked for. Thread safe.</summary>
public sealed class ReferenceFiles
{
    // Nothing from elsewhere, nothing written into the page: what a description says can only be text.
    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly ConcurrentDictionary<string, (byte[] Bytes, EntityTagHeaderValue Tag)> _files = new(StringComparer.Ordinal);

    /// <summary>200 with a file, or 304 when the caller has it already.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">Name of the file.</param>
    public IResult Answer(HttpRequest request, string name)
    {
        var (bytes, tag) = _files.GetOrAdd(name, Read);
        var headers = request.HttpContext.Response.Headers;
        // A new version of the platform has new ones.
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = PagePolicy;
        return HttpResults.Bytes(bytes, MediaTypeOf(name), entityTag: tag);
    }

    private static (byte[] Bytes, EntityTagHeaderValue Tag) Read(string name)
    {
        using var resource = typeof(ReferenceFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The reference has no file {name}.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }

    private static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "application/json",
    };
}
