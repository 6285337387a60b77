using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.AspNetCore.Http.Extensions;

namespace Deis.Kubernetes.Resources;

/// <summary>
/// All that can be done with objects of one kind, whatever its group. Refusals of the server are <see cref="KubernetesApiException"/>; a server that
/// cannot be reached is <see cref="HttpRequestException"/>.
/// </summary>
/// <typeparam name="T">Model of the kind.</typeparam>
/// <param name="client">The connection.</param>
/// <param name="kind">Where the kind is found when that is not where its model says, as in another version of its group.</param>
public sealed class ResourceClient<T>(k8s.Kubernetes client, ResourceKind? kind = null)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private const int PageSize = 500;

    private readonly ResourceKind _kind = kind ?? ResourceKind.Of<T>();

    /// <summary>The object of that name, or null when there is none.</summary>
    public async Task<T?> FindAsync(string? space, string name, CancellationToken cancellationToken)
    {
        CheckName(space, name);
        try
        {
            return await CallAsync(objects => space is null
                ? objects.GetClusterCustomObjectAsync<T>(_kind.Group, _kind.Version, _kind.Plural, name, cancellationToken)
                : objects.GetNamespacedCustomObjectAsync<T>(_kind.Group, _kind.Version, space, _kind.Plural, name, cancellationToken));
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>All objects of a selection, fetched in pages, and the version at which a watch goes on.</summary>
    public Task<ResourceList<T>> ListAsync(ResourceSelection selection, CancellationToken cancellationToken) => ListAsync(selection, static _ => { }, cancellationToken);

    /// <summary>The same, for a caller who takes out of each object what he does not need before the next page is fetched.</summary>
    internal async Task<ResourceList<T>> ListAsync(ResourceSelection selection, Action<T> slim, CancellationToken cancellationToken)
    {
        List<T> items = [];
        KubernetesList<T> page;
        string? next = null;
        do
        {
            page = await CallAsync(objects => selection.Namespace is { } space
                ? objects.ListNamespacedCustomObjectAsync<KubernetesList<T>>(
                    _kind.Group, _kind.Version, space, _kind.Plural, continueParameter: next, fieldSelector: selection.Fields, labelSelector: selection.Labels,
                    limit: PageSize, cancellationToken: cancellationToken)
                : objects.ListClusterCustomObjectAsync<KubernetesList<T>>(
                    _kind.Group, _kind.Version, _kind.Plural, continueParameter: next, fieldSelector: selection.Fields, labelSelector: selection.Labels,
                    limit: PageSize, cancellationToken: cancellationToken))
                ?? throw new JsonException("A list has no body.");
            foreach (var item in page.Items ?? [])
            {
                slim(item);
                items.Add(item);
            }
            next = page.Metadata.ContinueProperty;
        }
        while (!string.IsNullOrEmpty(next));
        return new ResourceList<T>(items, page.Metadata.ResourceVersion);
    }

    /// <summary>Creates an object; its name must be free.</summary>
    public Task<T> CreateAsync(T desired, CancellationToken cancellationToken)
    {
        Name(desired);
        return CallAsync(objects => desired.Metadata.NamespaceProperty is { } space
            ? objects.CreateNamespacedCustomObjectAsync<T>(desired, _kind.Group, _kind.Version, space, _kind.Plural, cancellationToken: cancellationToken)
            : objects.CreateClusterCustomObjectAsync<T>(desired, _kind.Group, _kind.Version, _kind.Plural, cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Server-side apply: creates or changes the object so that all fields of <paramref name="desired"/> are as it says; fields that this manager has
    /// applied before and that are missing now are removed; fields of others stay.
    /// </summary>
    /// <param name="desired">Everything that this manager wants of the object.</param>
    /// <param name="manager">Name of the manager.</param>
    /// <param name="force">Takes over fields that others own; else they are a conflict (<see cref="KubernetesApiException.ApplyConflicts"/>).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<T> ApplyAsync(T desired, string manager, bool force, CancellationToken cancellationToken)
    {
        Name(desired);
        return PatchAsync(desired.Metadata.NamespaceProperty, desired.Metadata.Name, new V1Patch(desired, V1Patch.PatchType.ApplyPatch), manager, force, cancellationToken);
    }

    /// <summary>Changes parts of an object.</summary>
    public Task<T> PatchAsync(string? space, string name, V1Patch patch, string manager, CancellationToken cancellationToken) =>
        PatchAsync(space, name, patch, manager, force: null, cancellationToken);

    /// <summary>Asks for the deletion of an object and, in the background, of what it owns; false when it was not there.</summary>
    public Task<bool> DeleteAsync(string? space, string name, TimeSpan? gracePeriod, CancellationToken cancellationToken) => DeleteAsync(
        space,
        name,
        new V1DeleteOptions { PropagationPolicy = "Background", GracePeriodSeconds = gracePeriod is { } grace ? (long)Math.Ceiling(grace.TotalSeconds) : null },
        cancellationToken);

    /// <summary>Asks for the deletion of an object alone: what it owns stays, and is nobody's. False when it was not there.</summary>
    public Task<bool> OrphanAsync(string? space, string name, CancellationToken cancellationToken) =>
        DeleteAsync(space, name, new V1DeleteOptions { PropagationPolicy = "Orphan" }, cancellationToken);

    private async Task<bool> DeleteAsync(string? space, string name, V1DeleteOptions options, CancellationToken cancellationToken)
    {
        CheckName(space, name);
        try
        {
            // The answer is a status or the object; neither is of interest.
            await CallAsync(objects => space is null
                ? objects.DeleteClusterCustomObjectAsync<JsonElement>(_kind.Group, _kind.Version, _kind.Plural, name, options, cancellationToken: cancellationToken)
                : objects.DeleteNamespacedCustomObjectAsync<JsonElement>(_kind.Group, _kind.Version, space, _kind.Plural, name, options, cancellationToken: cancellationToken));
            return true;
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>What happens to a selection after a version. Ends when the server ends it; a refusal in mid-watch is an exception.</summary>
    /// <param name="selection">Whose changes are told.</param>
    /// <param name="version">Version of a list, of an object or of a bookmark.</param>
    /// <param name="limit">When the server shall end the watch.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync(
        ResourceSelection selection, string version, TimeSpan limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        QueryBuilder query = new()
        {
            { "watch", "true" },
            { "allowWatchBookmarks", "true" },
            { "resourceVersion", version },
            { "timeoutSeconds", ((int)limit.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        if (selection.Labels is { } labels)
            query.Add("labelSelector", labels);
        if (selection.Fields is { } fields)
            query.Add("fieldSelector", fields);
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(client.BaseUri, _kind.PathIn(selection.Namespace) + query)) { Version = HttpVersion.Version20 };
        if (client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        using var response = await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new KubernetesApiException(KubernetesApiException.Parse(await response.Content.ReadAsStringAsync(cancellationToken), response.StatusCode));
        using StreamReader lines = new(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
            yield return Read(line);
    }

    private static WatchEvent<T> Read(string line)
    {
        var (type, content) = KubernetesJson.Deserialize<WatchLine>(line);
        return type switch
        {
            "ADDED" or "MODIFIED" => new WatchEvent<T>(WatchEventType.Modified, KubernetesJson.Deserialize<T>(content)),
            "DELETED" => new WatchEvent<T>(WatchEventType.Deleted, KubernetesJson.Deserialize<T>(content)),
            "BOOKMARK" => new WatchEvent<T>(WatchEventType.Bookmark, KubernetesJson.Deserialize<T>(content)),
            "ERROR" => throw new KubernetesApiException(KubernetesJson.Deserialize<V1Status>(content)),
            _ => throw new JsonException($"A watch told of '{type}', which is unknown."),
        };
    }

    private Task<T> PatchAsync(string? space, string name, V1Patch patch, string manager, bool? force, CancellationToken cancellationToken)
    {
        CheckName(space, name);
        return CallAsync(objects => space is null
            ? objects.PatchClusterCustomObjectAsync<T>(
                patch, _kind.Group, _kind.Version, _kind.Plural, name, fieldManager: manager, force: force, cancellationToken: cancellationToken)
            : objects.PatchNamespacedCustomObjectAsync<T>(
                patch, _kind.Group, _kind.Version, space, _kind.Plural, name, fieldManager: manager, force: force, cancellationToken: cancellationToken));
    }

    private void Name(T desired)
    {
        CheckName(desired.Metadata.NamespaceProperty, desired.Metadata.Name);
        desired.ApiVersion = _kind.ApiVersion;
        desired.Kind = _kind.Kind;
    }

    // The client library puts names into paths as they are, and an empty one would turn a read into a list and a deletion into one of everything.
    private static void CheckName(string? space, string name)
    {
        if (!IsName(name) || (space is not null && !IsName(space)))
            throw new ArgumentException($"'{space}/{name}' cannot be the name of an object.", nameof(name));
    }

    private static bool IsName(string? text) =>
        text is { Length: > 0 and <= 253 } && text[0] != '.' && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or ':' or '_');

    private async Task<TResult> CallAsync<TResult>(Func<ICustomObjectsOperations, Task<TResult>> call)
    {
        try
        {
            return await call(client.CustomObjects);
        }
        catch (HttpOperationException exception)
        {
            throw KubernetesApiException.From(exception);
        }
        catch (IOException exception)
        {
            // The connection broke in the middle of an answer, which the package reads by itself.
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The API server's answer was cut off.", exception);
        }
    }
}
