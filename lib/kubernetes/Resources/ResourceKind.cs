using System.Reflection;
using k8s.Models;

namespace Deis.Kubernetes.Resources;

/// <summary>Where objects of a kind are found in the API.</summary>
/// <param name="Group">API group; empty for the core.</param>
/// <param name="Version">Version of the group.</param>
/// <param name="Plural">Name in paths.</param>
/// <param name="Kind">Name in objects.</param>
public sealed record ResourceKind(string Group, string Version, string Plural, string Kind)
{
    /// <summary><c>apiVersion</c> of its objects.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The kind of a model, read from its attribute.</summary>
    /// <exception cref="ArgumentException">The type is no model of a kind.</exception>
    public static ResourceKind Of<T>() => typeof(T).GetCustomAttribute<KubernetesEntityAttribute>() is { } entity
        ? new ResourceKind(entity.Group ?? "", entity.ApiVersion, entity.PluralName, entity.Kind)
        : throw new ArgumentException($"{typeof(T)} is no Kubernetes object.", nameof(T));

    /// <summary>Path of the objects of this kind, in one namespace or in all.</summary>
    internal string PathIn(string? space) =>
        $"{(Group.Length == 0 ? "api" : $"apis/{Group}")}/{Version}/{(space is null ? "" : $"namespaces/{space}/")}{Plural}";
}
