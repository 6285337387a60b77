using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Deis.Router.Errors;

/// <summary>Renders an error.</summary>
internal static class ErrorBody
{
    // The body is served as JSON and never as part of a page.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static (string ContentType, byte[] Body) Render(EdgeError error, ErrorFormat format, string host) => format switch
    {
        ErrorFormat.Html => ("text/html; charset=utf-8", Encoding.UTF8.GetBytes(Html(error))),
        ErrorFormat.Json => ("application/json; charset=utf-8", Json(error, host)),
        _ => ("text/plain; charset=utf-8", Encoding.UTF8.GetBytes($"{error.Title}.\n{error.Message}\n")),
    };

    private static byte[] Json(EdgeError error, string host)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("code", error.Code);
            json.WriteString("message", $"{error.Title}. {error.Message}");
            json.WriteString("host", host);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string Html(EdgeError error) => $$"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{Escape(error.Title)}}</title>
        <style>
          :root { color-scheme: light dark; }
          body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 17px/1.6 system-ui, sans-serif; }
          main { max-width: 34rem; padding: 2rem; }
          h1 { margin: 0 0 .5rem; font-size: 1.7rem; line-height: 1.2; }
          p { margin: 0; }
          small { display: block; margin-top: 2rem; opacity: .6; }
        </style>
        <main>
          <h1>{{Escape(error.Title)}}</h1>
          <p>{{Escape(error.Message)}}</p>
          <small>{{error.Status}} {{Escape(error.Code)}} &middot; Deis Workflow router</small>
        </main>
        </html>

        """;

    private static string Escape(string text) => HtmlEncoder.Default.Encode(text);
}
