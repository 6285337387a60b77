using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Logging;

namespace Deis.StaticServer;

/// <summary>
/// Serves files: index pages, MIME types, ETag and 304, ranges, HEAD. Files and folders whose names begin with a dot do not
/// exist for it.
/// </summary>
internal static class StaticServer
{
    /// <summary>A server on this port of all addresses, not started yet.</summary>
    public static WebApplication Create(Site site, int port)
    {
        // An app's static.json decides, not stray settings files or ASPNETCORE_ variables of the sandbox.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = site.Root, WebRootPath = site.Root });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.ListenAnyIP(port);
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);

        var app = builder.Build();
        var files = new PhysicalFileProvider(site.Root, ExclusionFilters.Sensitive);
        app.Use((context, next) => OnlyReadingAsync(context, next));
        app.Use((context, next) => IsHidden(context.Request.Path.Value!) ? NotFoundAsync(context, site, files) : next(context));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, DefaultFileNames = ["index.html"] });
        if (site.CleanUrls)
            app.Use((context, next) => AddExtensionAsync(context, next, files));
        app.UseStaticFiles(ServingFrom(files));
        app.Run(context => NotFoundAsync(context, site, files));
        return app;
    }

    private static StaticFileOptions ServingFrom(PhysicalFileProvider files) => new()
    {
        FileProvider = files,
        ContentTypeProvider = new FileExtensionContentTypeProvider
        {
            Mappings = { [".mjs"] = "text/javascript", [".avif"] = "image/avif", [".md"] = "text/markdown", [".ico"] = "image/x-icon" },
        },
        ServeUnknownFileTypes = true,
        DefaultContentType = "application/octet-stream",
        OnPrepareResponse = static response =>
        {
            var headers = response.Context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            // Browsers ask again each time and get a 304 while the file is the same: a new release shows at once.
            headers.CacheControl = "no-cache";
            if (IsText(headers.ContentType.ToString()))
                headers.ContentType += "; charset=utf-8";
        },
    };

    private static bool IsText(string type) =>
        !type.Contains("charset", StringComparison.Ordinal)
        && (type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "image/svg+xml");

    /// <summary>The file provider hides files with a dot, but not what is in a folder with one; .well-known is meant to be seen.</summary>
    private static bool IsHidden(string path) =>
        path.Split('/').Any(part => part.StartsWith('.') && part is not ".well-known");

    private static Task OnlyReadingAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }

    private static Task AddExtensionAsync(HttpContext context, RequestDelegate next, PhysicalFileProvider files)
    {
        var path = context.Request.Path.Value!;
        if (!Path.HasExtension(path) && !files.GetFileInfo(path).Exists && files.GetFileInfo(path + ".html").Exists)
            context.Request.Path = path + ".html";
        return next(context);
    }

    private static async Task NotFoundAsync(HttpContext context, Site site, PhysicalFileProvider files)
    {
        var response = context.Response;
        var page = site.Fallback ?? site.ErrorPage;
        response.StatusCode = site.Fallback is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        response.Headers.CacheControl = "no-cache";
        response.ContentType = page is null ? "text/plain; charset=utf-8" : "text/html; charset=utf-8";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        if (page is null)
            await response.WriteAsync("Not found\n", context.RequestAborted);
        else
            await response.SendFileAsync(files.GetFileInfo(page), context.RequestAborted);
    }
}
